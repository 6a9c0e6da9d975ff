/** The match key that each reason of the library would win, by its code; put in by the build. */
declare module 'reasons:wins' {
	const wins: Readonly<Record<string, string>>;
	export default wins;
}
