import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

import express from 'express'
import { expect, it, onTestFinished } from 'vitest'

import { requestDeadline, UPLOADS_PATH } from '../../src/access/request-deadline.js'

const serve = async (): Promise<number> => {
  const app = express().use(requestDeadline(50), express.raw({ type: () => true }))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Sends a request whose body never comes to its end. */
const dawdle = async (port: number, path: string): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{`)
  socket.resume()
  return socket
}

it('cuts off who does not send a request to its end, except a file', async () => {
  const port = await serve()
  const upload = await dawdle(port, UPLOADS_PATH)
  const request = await dawdle(port, '/graphql')
  await once(request, 'close')
  expect(upload.destroyed).toBe(false)
  expect(upload.readyState).toBe('open')
  upload.destroy()
})
