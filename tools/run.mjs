// The one entry of `npm start`, `npm test`, `npm run check` and `npm run crosswalk`.
// Plain Node without a dependency; this file must parse on old versions to say which one is needed.
var version = process.versions.node.split('.').map(Number)
var supported = version[0] > 20 || (version[0] === 20 && version[1] >= 19)
if (!supported) {
  console.error('Crosswalk needs Node 20.19 or newer; this is Node ' + process.versions.node + '.')
  process.exit(3)
}

import('./launcher/main.mjs').then(function (launcher) {
  return launcher.main(process.argv.slice(2))
})
