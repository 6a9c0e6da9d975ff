/** Which version of the library this is. Bundled, it has no package.json to read. */

/** As in package.json: `npm run release` writes both. */
export const VERSION = '0.1.0';
