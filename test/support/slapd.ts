import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { until } from './until.js'

export const SLAPD = '/usr/sbin/slapd'
const SCHEMA = '/etc/ldap/schema'

export interface Slapd {
  /** The port of plain LDAP, and of LDAPS; the certificate is for `localhost` alone. */
  readonly plain: number
  readonly secure: number
  /** The file of the authority's certificate. */
  readonly ca: string
}

export interface SlapdOptions {
  readonly base: string
  /** Of `cn=admin` below the base. */
  readonly password: string
  readonly ldif: string
  /** Beside core, cosine, nis and inetorgperson. */
  readonly schemas?: readonly string[]
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    }).on('error', () => resolve(false))
  })

/** An authority of this folder's own, and a certificate that it made for `localhost`. */
const writeCertificates = (folder: string): void => {
  const openssl = (line: string): void =>
    void execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'ignore' })
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
  writeFileSync(join(folder, 'ext'), 'subjectAltName=DNS:localhost\n')
  openssl(`req -x509 ${key} -days 2 -subj /CN=Authority -keyout ca.key -out ca.pem`)
  openssl(`req ${key} -subj /CN=localhost -keyout tls.key -out tls.csr`)
  openssl('x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out tls.pem')
}

/** A slapd of one test's own: its configuration, certificates and entries. It ends with the test. */
export const startSlapd = async (
  folder: string,
  { base, password, ldif, schemas = [] }: SlapdOptions,
): Promise<Slapd> => {
  const at = (name: string): string => join(folder, name)
  mkdirSync(at('db'), { recursive: true })
  writeCertificates(folder)
  writeFileSync(
    at('slapd.conf'),
    [
      ...['core', 'cosine', 'nis', 'inetorgperson', ...schemas].map(
        (name) => `include ${SCHEMA}/${name}.schema`,
      ),
      ...[`pidfile ${at('slapd.pid')}`, 'modulepath /usr/lib/ldap', 'moduleload back_mdb'],
      ...[`TLSCACertificateFile ${at('ca.pem')}`, `TLSCertificateFile ${at('tls.pem')}`],
      ...[`TLSCertificateKeyFile ${at('tls.key')}`, 'sizelimit 500', 'database mdb', `suffix "${base}"`],
      ...[`rootdn "cn=admin,${base}"`, `rootpw ${password}`, `directory ${at('db')}`],
      ...['dbnosync', 'maxsize 268435456', ''],
    ].join('\n'),
  )
  writeFileSync(at('entries.ldif'), ldif)
  execFileSync('/usr/sbin/slapadd', ['-q', '-f', at('slapd.conf'), '-l', at('entries.ldif')])
  const [plain, secure] = [await freePort(), await freePort()]
  const urls = `ldap://127.0.0.1:${plain} ldaps://127.0.0.1:${secure}`
  const child = spawn(SLAPD, ['-d', '0', '-f', at('slapd.conf'), '-h', urls], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  await until(async () => (await answers(plain)) && (await answers(secure)))
  return { plain, secure, ca: at('ca.pem') }
}
