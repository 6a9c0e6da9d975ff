/** Styles are the build's. */
declare module '*.css';
declare module 'style:*' {
	const text: string;
	export default text;
}
