import parse from 'minimist'

console.log(`thumbnails of ${parse(process.argv.slice(2)).folder ?? '.'}`)
