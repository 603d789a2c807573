import { generateSamples } from './generate-samples.js'

const [folder, ...others] = process.argv.slice(2)
if (folder === undefined || others.length > 0) {
  console.error('Usage: node tools/dist/samples/main.js <folder>')
  process.exitCode = 2
} else for (const file of await generateSamples(folder)) console.log(file)
