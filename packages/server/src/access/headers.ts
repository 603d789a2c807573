import type { RequestHandler } from 'express'
import helmet from 'helmet'

import type { Config } from '../config.js'

const self = ["'self'"]
const none = ["'none'"]

/** The security headers of every answer: nothing from elsewhere, nothing inline, in nobody's frame. */
export const securityHeaders = ({ publicUrl }: Pick<Config, 'publicUrl'>): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        scriptSrc: self,
        scriptSrcAttr: none,
        styleSrc: self,
        connectSrc: self,
        imgSrc: self,
        fontSrc: self,
        objectSrc: none,
        baseUri: none,
        formAction: self,
        frameAncestors: none,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  })
