/** All tests, or only the files that the command line names: `npx mocha test/map/bounds.test.ts`. Mocha would add those to `spec`. */

const isNamed = process.argv.slice(2).some((argument) => argument.endsWith('.test.ts'));

module.exports = {
	'node-option': ['import=tsx'],
	timeout: 20000,
	...(isNamed ? {} : { spec: ['test/**/*.test.ts', 'gateway/test/**/*.test.ts'] }),
};
