import { folderNode, type PackageFile } from './aem-package.js'
import { list, text, typed, type DocviewNode } from './docview.js'

/** When and by whom something was last changed; `at` is ISO 8601. */
export interface Edit {
  created: string
  createdBy: string
  modified: string
  modifiedBy: string
}

export interface Page {
  path: string
  title: string
  edit: Edit
  /** Policies written inside the page's own file, as some exports have them. */
  inline?: readonly DocviewNode[]
  mixins?: readonly string[]
}

export const page = ({ path, title, edit, inline = [], mixins = [] }: Page): PackageFile =>
  folderNode(path, {
    name: 'jcr:root',
    properties: {
      'jcr:primaryType': 'cq:Page',
      ...(mixins.length > 0 ? { 'jcr:mixinTypes': list(mixins) } : {}),
      'jcr:created': typed('Date', edit.created),
      'jcr:createdBy': text(edit.createdBy),
    },
    children: [
      ...inline,
      {
        name: 'jcr:content',
        properties: {
          'jcr:primaryType': 'cq:PageContent',
          'jcr:title': text(title),
          'cq:lastModified': typed('Date', edit.modified),
          'cq:lastModifiedBy': text(edit.modifiedBy),
          'sling:resourceType': 'fjordwood/components/page',
        },
      },
    ],
  })

export const folder = (path: string, title: string): PackageFile =>
  folderNode(path, {
    name: 'jcr:root',
    properties: { 'jcr:primaryType': 'sling:OrderedFolder', 'jcr:title': text(title) },
  })

export interface Asset {
  path: string
  title: string
  format: string
  edit: Edit
}

/** A `dam:Asset` with its metadata; the original rendition is left out, as in packages of metadata. */
export const asset = ({ path, title, format, edit }: Asset): PackageFile =>
  folderNode(path, {
    name: 'jcr:root',
    properties: {
      'jcr:primaryType': 'dam:Asset',
      'jcr:created': typed('Date', edit.created),
      'jcr:createdBy': text(edit.createdBy),
    },
    children: [
      {
        name: 'jcr:content',
        properties: {
          'jcr:primaryType': 'dam:AssetContent',
          'jcr:lastModified': typed('Date', edit.modified),
          'jcr:lastModifiedBy': text(edit.modifiedBy),
        },
        children: [
          {
            name: 'metadata',
            properties: {
              'jcr:primaryType': 'nt:unstructured',
              'dc:format': text(format),
              'dc:title': text(title),
            },
          },
        ],
      },
    ],
  })
