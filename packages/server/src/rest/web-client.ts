import { existsSync } from 'node:fs'
import { join } from 'node:path'

import express, { Router, type Response } from 'express'

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Crosswalk</title>
<h1>The pages are not built</h1>
<p>The server runs, but its web client has not been built. Run <code>npm start</code>, or <code>npm run build</code>
in a checkout, and load this page again. The API works meanwhile.</p></html>
`

const cache = (response: Response, path: string): void => {
  const hashed = /[\\/]assets[\\/]/.test(path)
  response.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** The built pages: hashed assets for ever, `index.html` for every other address a browser asks a page of. */
export function webClient(folder: string): Router {
  const router = Router()
  router.use(express.static(folder, { index: false, redirect: false, setHeaders: cache }))
  router.get('/{*path}', (request, response, next) => {
    if (/^\/(api|graphql|v1|assets)(\/|$)/.test(request.path) || !request.accepts('html')) {
      next()
      return
    }
    response.set('Cache-Control', 'no-cache')
    if (existsSync(join(folder, 'index.html'))) response.sendFile('index.html', { root: folder })
    else response.status(503).type('html').send(NOT_BUILT)
  })
  return router
}
