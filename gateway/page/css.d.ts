/** Styles are the build's. */
declare module '*.css';
