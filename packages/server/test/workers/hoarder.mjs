// A worker that keeps everything it makes, once it is told to start.
process.on('message', () => {
  const kept = []
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, place) => ({ place })))
})
