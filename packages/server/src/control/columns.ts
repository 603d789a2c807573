import type { ColumnOptions, ValueTransformer } from 'typeorm'

const asNumber: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: number | string | null) => (value === null ? null : Number(value)),
}

/** A count above 32 bits; some engines answer it as text. */
export const bigCount: ColumnOptions = { type: 'bigint', nullable: true, transformer: asNumber }
export const text: ColumnOptions = { type: 'varchar' }
export const optionalText: ColumnOptions = { type: 'varchar', nullable: true }
export const optionalNumber: ColumnOptions = { type: 'integer', nullable: true }
