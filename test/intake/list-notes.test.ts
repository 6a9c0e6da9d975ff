import { expect } from 'chai';
import { listNotes, MAX_NOTES } from '../../src/destination/intake/list-notes.js';

const note = (path: string, message = 'left out.') => ({ path, message });
const many = (path: (index: number) => string) => Array.from({ length: 300 }, (_, index) => note(path(index)));

describe('the notes of a result', () => {
	it('are all notes if there are few', () => {
		const few = [note('data.contents[0].id'), note('data.contents[1].id'), note('user.email')];

		expect(listNotes(few)).to.equal(few);
	});

	it('are at most 20, one of each kind, those on money and the person first', () => {
		const notes = [
			...many((index) => `data.contents[${index}].quantity`),
			...many((index) => `data.custom_${index}`),
			note('user.country', 'first'),
			note('user.country', 'second'),
			note('data.amount'),
		];

		const listed = listNotes(notes);

		expect(listed).to.have.length(MAX_NOTES);
		expect(listed.slice(0, 3)).to.deep.equal([
			note('user.country', 'first'),
			note('data.amount'),
			note('data.contents[0].quantity'),
		]);
	});
});
