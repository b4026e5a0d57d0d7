// What a reader's corrections make of an article.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { indexArticle, isCorrected, spansOf } from '../www/lib/article.js';
import {
  ENGINE_VERSION, bringCorrections, hashText, isJsonLines, parseJsonLines, parseKept, toJsonLines, toKept,
} from '../www/reader/correction-files.js';
import {
  MOST_STEPS, applyCorrections, correctArticle, findAnchor, formOfSpan, makeAddition, makeAnchor, makeCorrection, redo,
  startHistory, stepTo, trimSpan, undo,
} from '../www/reader/corrections.js';
import { listMarks } from '../www/lib/marks.js';

const TEXT = `Mayor Jane Doe met Tom Roe in Norden on Monday. “We will rebuild the bridge 🌉,” she said. She added that the bridge had cost 3 million.
Critics of Doe disagree. “It is a waste,” Roe said, and he called it “a folly”. He said the mayor was wrong.
Jane Doe left Norden. Norden Bank paid for the bridge.
Related: Norden in pictures`;

/** The nth place of some words. @param {string} words @param {number} [nth] @returns {[number, number]} */
function at(words, nth = 1) {
  let start = -1;
  for (let i = 0; i < nth; i += 1) start = TEXT.indexOf(words, start + 1);
  assert.ok(start >= 0, words);
  return [start, start + words.length];
}

/** Jane Doe 0, Tom Roe 1, Norden 2, Norden Bank 3. */
const MENTIONS = [
  ['Jane Doe', 1, 'person', 'name', 0], ['Tom Roe', 1, 'person', 'name', 1], ['Norden', 1, 'place', 'name', 2], ['she', 1, 'person', 'pronoun', 0],
  ['She', 1, 'person', 'pronoun', 0], ['Doe', 2, 'person', 'name', 0], ['Roe', 2, 'person', 'name', 1], ['he', 9, 'person', 'pronoun', 1],
  ['He', 1, 'person', 'pronoun', 1], ['the mayor', 1, 'person', 'nominal', 0], ['Jane Doe', 2, 'person', 'name', 0],
  ['Norden', 2, 'place', 'name', 2], ['Norden Bank', 1, 'organization', 'name', 3],
];

function article() {
  const why = ['an engine’s reason'];
  const mentions = MENTIONS.map(([words, nth, kind, form, entity]) => {
    const [start, end] = words === 'he' ? at('he called') : at(words, nth);
    return { start, end: words === 'he' ? start + 2 : end, kind, form, entity, value: null, score: 0.9, why };
  });
  const quote = (id, content, cue, source, entity, form) =>
    ({ id, content: [content], cue: [cue], source: [source], entity, form, source_kind: 'named', framing: 'neutral', score: 0.8, why });
  const he = at('he called').map((offset, i) => (i ? offset - 7 : offset));
  const quotes = [
    quote(0, at('We will rebuild the bridge 🌉,'), at('said'), at('she'), 0, 'direct'),
    quote(1, at('that the bridge had cost 3 million'), at('added'), at('She'), 0, 'indirect'),
    quote(2, at('It is a waste,'), at('said', 2), at('Roe', 2), 1, 'direct'),
    quote(3, at('a folly'), at('called'), he, 1, 'direct'),
    quote(4, at('the mayor was wrong'), at('said', 3), at('He'), 1, 'indirect'),
  ];
  const claim = (id, span, types, entity, of, more = {}) => ({
    id, span: [span], types, claimant: { kind: entity === null ? 'author' : 'named', entity, span: null }, quote: of, stance: 'asserts',
    framing: 'neutral', hedges: [], evidence: [{ kind: 'none', span: null }], check_worthy: 1, check_score: 0.4, score: 0.7, links: [], why, ...more,
  });
  const claims = [
    claim(0, at('Mayor Jane Doe met Tom Roe in Norden on Monday'), ['event'], null, null),
    claim(1, at('the bridge had cost 3 million'), ['quantity', 'event'], 0, 1, { check_worthy: 2, check_score: 0.6 }),
    claim(2, at('It is a waste'), ['opinion'], 1, 2, { check_worthy: 0, links: [{ kind: 'disputes', to: 1 }] }),
    claim(3, at('the mayor was wrong'), ['property'], 1, 4, { stance: 'alleges', check_worthy: 2, check_score: 0.5 }),
    claim(4, at('Norden Bank paid for the bridge'), ['event'], null, null),
  ];
  const lines = TEXT.split('\n');
  let start = 0;
  const blocks = lines.map((line, i) => {
    const block = { start, end: start + line.length, kind: i === 3 ? 'related' : 'paragraph' };
    start += line.length + 1;
    return block;
  });
  return {
    version: 1, offsets: 'utf16', language: 'en', blocks, mentions, quotes, claims,
    entities: [['Jane Doe', 'person', at('Mayor')], ['Tom Roe', 'person', null], ['Norden', 'place', null], ['Norden Bank', 'organization', null]]
      .map(([name, kind, role], id) => ({ id, name, kind, role })),
    summary: { words: 53, quoted_words: 20, sources: [], claims_by_voice: { author: 2, named: 3, unnamed: 0, vague: 0, document: 0 }, allegations: { answered: [], unanswered: [] }, check_first: [1, 3] },
  };
}

const time = '2026-01-02T03:04:05.000Z';
const mentionAt = (words, nth, of = article()) => `mention:${of.mentions.findIndex(({ start }) => start === at(words, nth)[0])}`;
const fix = (ref, kind, after, options = {}, of = article()) => makeCorrection(TEXT, of, ref, kind, after, { time, ...options });
const add = (mark, words, after, nth = 1) => makeAddition(TEXT, mark, at(words, nth), after, { time });
const wordsIn = (spans) => spans.map((span) => TEXT.slice(...span)).join('…');

/** Applies corrections, all of which must fit, and checks what holds for any article. */
function correct(...corrections) {
  const before = article();
  const frozen = JSON.stringify(before);
  const { article: after, outcomes } = correctArticle(TEXT, before, corrections);
  assert.equal(JSON.stringify(before), frozen, 'the engine’s article stays as it is');
  for (const outcome of outcomes) assert.ok(outcome.applied, outcome.reason);
  checkArticle(after);
  return { after, outcomes, others: outcomes.at(-1).others, ref: outcomes.at(-1).ref };
}

/** What holds for any article in the wire form. */
function checkArticle({ entities, mentions, quotes, claims, summary }) {
  const isSpan = ([start, end]) => assert.ok(0 <= start && start < end && end <= TEXT.length);
  const isEntity = (id) => assert.ok(id === null || entities[id]);
  entities.forEach((entity, id) => {
    assert.deepEqual(Object.keys(entity), ['id', 'name', 'kind', 'role']);
    assert.ok(entity.id === id && entity.name);
    assert.ok(mentions.some((mention) => mention.entity === id), entity.name);
  });
  mentions.forEach((mention, i) => {
    isSpan([mention.start, mention.end]);
    isEntity(mention.entity);
    assert.ok(i === 0 || mentions[i - 1].start <= mention.start);
    assert.deepEqual(Object.keys(mention).sort(), ['end', 'entity', 'form', 'kind', 'score', 'start', 'value', 'why']);
  });
  quotes.forEach((quote, id) => {
    assert.equal(quote.id, id);
    [...quote.content, ...quote.cue, ...quote.source].forEach(isSpan);
    isEntity(quote.entity);
  });
  claims.forEach((claim, id) => {
    assert.ok(claim.id === id && claim.types.length && claim.evidence.length);
    claim.span.forEach(isSpan);
    isEntity(claim.claimant.entity);
    assert.ok(claim.quote === null || quotes[claim.quote]);
    for (const { to } of claim.links) assert.ok(claims[to] && to !== id);
  });
  for (const item of [...mentions, ...quotes, ...claims]) assert.ok(item.score > 0 && item.score < 1 && item.why.length && !('place' in item));
  const { allegations, check_first: first, claims_by_voice: voices, sources } = summary;
  for (const id of [...allegations.answered, ...allegations.unanswered, ...first]) assert.ok(claims[id]);
  assert.equal(Object.values(voices).reduce((sum, count) => sum + count, 0), claims.length);
  for (const source of sources) isEntity(source.entity);
  // The views have nothing to say against it.
  const index = indexArticle(TEXT, { entities, mentions, quotes, claims, summary, blocks: article().blocks });
  for (const { ref } of listMarks(index)) spansOf(index, ref);
}

test('no corrections give the article itself', () => {
  const before = article();
  assert.equal(applyCorrections(TEXT, before, []), before);
});

test('kind of a name goes for the entity and all its mentions', () => {
  const { after, others, ref } = correct(fix(mentionAt('Norden'), 'entity-kind', 'organization'));
  assert.equal(after.entities[2].kind, 'organization');
  assert.equal(others, 1);
  const mention = after.mentions[ref.split(':')[1]];
  assert.deepEqual([mention.kind, mention.score, mention.why], ['organization', 0.9, ['corrected by you: kind']]);
  const other = after.mentions.findLast(({ entity }) => entity === 2);
  assert.deepEqual([other.kind, other.why], ['organization', ['corrected by you at another mark: kind']]);
  assert.ok(isCorrected(other.why) && !isCorrected(after.mentions[0].why));
});

test('kind of one mention alone leaves the others', () => {
  const { after, others } = correct(fix(mentionAt('Norden'), 'entity-kind', 'group', { alone: true }));
  assert.equal(others, 0);
  assert.equal(after.entities[2].kind, 'place');
});

test('form of a quote changes its place in the counts', () => {
  const { after } = correct(fix('quote:0', 'quote-form', 'indirect'));
  const source = after.summary.sources.find(({ name }) => name === 'Jane Doe');
  assert.deepEqual([source.direct, source.indirect], [0, 2]);
});

test('type of a claim becomes its first, and says whether it is worth a check', () => {
  const opinion = correct(fix('claim:1', 'claim-type', 'opinion')).after;
  assert.deepEqual([opinion.claims[1].types, opinion.claims[1].check_worthy, opinion.summary.check_first], [['opinion', 'event'], 0, [3]]);
  const number = correct(fix('claim:2', 'claim-type', 'quantity')).after;
  assert.deepEqual(number.summary.check_first, [1, 3, 2]);
});

test('speaker by stand-in takes along the pronouns after it, their quotes and claims', () => {
  const { after, others } = correct(fix('quote:0', 'speaker', { entity: 1 }));
  assert.deepEqual(after.quotes.map(({ entity }) => entity), [1, 1, 1, 1, 1]);
  assert.equal(after.claims[1].claimant.entity, 1);
  assert.equal(wordsIn(after.quotes[0].source), 'she');
  assert.deepEqual(after.mentions.filter(({ form, entity }) => form === 'pronoun' && entity === 1).length, 4);
  // “she”, “She”, its quote and the claim in that.
  assert.equal(others, 4);
  assert.deepEqual(after.summary.sources.map(({ name, percent }) => [name, percent]), [['Tom Roe', 100]]);
  assert.equal(after.mentions.find(({ start }) => start === at('the mayor')[0]).entity, 0);
});

test('speaker by stand-in stops at the next name of whom it was said to mean', () => {
  const { after } = correct(fix('quote:4', 'speaker', { entity: 0 }));
  assert.deepEqual(after.quotes.map(({ entity }) => entity), [0, 0, 1, 1, 0]);
});

test('speaker for one quote alone', () => {
  const { after, others } = correct(fix('quote:0', 'speaker', { entity: 1 }, { alone: true }));
  assert.deepEqual(after.quotes.map(({ entity }) => entity), [1, 0, 1, 1, 1]);
  assert.equal(others, 1, 'the word that stands for the speaker');
});

test('name of another speaker is no longer the source', () => {
  const { after } = correct(fix('quote:2', 'speaker', { entity: 0 }));
  assert.deepEqual([after.quotes[2].entity, after.quotes[2].source], [0, []]);
  assert.deepEqual(after.claims[2].claimant, { kind: 'named', entity: 0, span: null });
});

test('words of the text as a speaker mean the entity that they name, or themselves', () => {
  const named = correct(fix('quote:2', 'speaker', { words: at('Critics of Doe') })).after.quotes[2];
  assert.deepEqual([named.entity, wordsIn(named.source)], [0, 'Critics of Doe']);
  const { after } = correct(fix('quote:2', 'speaker', { words: at('Critics') }));
  assert.deepEqual([after.quotes[2].entity, after.quotes[2].source_kind], [null, 'unnamed']);
  assert.deepEqual(after.claims[2].claimant, { kind: 'unnamed', entity: null, span: at('Critics') });
  assert.ok(after.summary.sources.some(({ name, kind }) => name === 'Critics' && kind === 'unnamed'));
});

test('described speaker stays described', () => {
  const before = article();
  before.quotes[2].source_kind = before.quotes[3].source_kind = before.quotes[4].source_kind = 'unnamed';
  const after = applyCorrections(TEXT, before, [fix('quote:0', 'speaker', { entity: 1 }, {}, before)]);
  assert.deepEqual([after.quotes[0].source_kind, after.claims[1].claimant.kind], ['unnamed', 'unnamed']);
});

test('nobody as a speaker', () => {
  const { after } = correct(fix('quote:2', 'speaker', null));
  assert.deepEqual([after.quotes[2].entity, after.quotes[2].source, after.quotes[2].source_kind], [null, [], 'none']);
  assert.equal(after.claims[2].claimant.kind, 'vague');
});

test('voice of a claim takes its quote along, or is the article’s own', () => {
  const { after } = correct(fix('claim:2', 'speaker', { entity: 0 }));
  assert.deepEqual([after.claims[2].claimant.entity, after.quotes[2].entity], [0, 0]);
  const own = correct(fix('claim:2', 'speaker', null)).after;
  assert.deepEqual([own.claims[2].claimant.kind, own.claims[2].quote, own.quotes[2].entity], ['author', null, 1]);
  assert.equal(own.summary.claims_by_voice.author, 3);
  const given = correct(fix('claim:4', 'speaker', { entity: 1 })).after;
  assert.deepEqual(given.claims[4].claimant, { kind: 'named', entity: 1, span: null });
});

test('edges of a quote, a claim and a name', () => {
  const quote = correct(fix('quote:1', 'edges', at('the bridge had cost 3 million'))).after.quotes[1];
  assert.equal(wordsIn(quote.content), 'the bridge had cost 3 million');
  const wide = correct(fix('quote:1', 'edges', at('She added that the bridge had cost 3 million'))).after.quotes[1];
  assert.deepEqual([wide.source, wide.cue], [[], []]);
  assert.equal(wordsIn(correct(fix('claim:0', 'edges', at('Jane Doe met Tom Roe'))).after.claims[0].span), 'Jane Doe met Tom Roe');
  const { after, ref } = correct(fix(mentionAt('Norden Bank'), 'edges', at('Bank')));
  assert.equal(after.entities[3].name, 'Bank');
  assert.equal(wordsIn(spansOf({ article: after }, ref)), 'Bank');
});

test('edges of a name follow where the same words stand around it', () => {
  const { after, others } = correct(fix(mentionAt('Jane Doe'), 'edges', at('Doe', 1)));
  assert.equal(others, 1);
  assert.deepEqual(after.mentions.filter(({ entity, form }) => entity === 0 && form === 'name').map(({ start, end }) => TEXT.slice(start, end)), ['Doe', 'Doe', 'Doe']);
});

test('what is no quote is said by the article itself', () => {
  const { after, others, ref } = correct(fix('quote:1', 'remove', null));
  assert.deepEqual([after.quotes.length, others, ref], [4, 1, null]);
  assert.deepEqual([after.claims[1].claimant.kind, after.claims[1].quote, after.claims[3].quote], ['author', null, 3]);
  assert.ok(after.summary.quoted_words < 20);
});

test('what is no claim is not linked to any more', () => {
  const { after } = correct(fix('claim:1', 'remove', null));
  assert.deepEqual([after.claims.length, after.claims[1].links, after.summary.check_first], [4, [], [2]]);
  assert.deepEqual(after.summary.allegations, { answered: [], unanswered: [2] });
});

test('what is no name is none elsewhere either', () => {
  const { after, others } = correct(fix(mentionAt('Norden'), 'remove', null));
  assert.equal(others, 1);
  assert.deepEqual(after.entities.map(({ name }) => name), ['Jane Doe', 'Tom Roe', 'Norden Bank']);
});

test('entity without a name left is gone with the words that stood for it', () => {
  const { after } = correct(fix(mentionAt('Tom Roe'), 'remove', null), fix(mentionAt('Roe', 2), 'remove', null));
  assert.ok(!after.entities.some(({ name }) => name.includes('Roe')));
  assert.deepEqual(after.quotes.slice(2).map(({ entity, source_kind }) => [entity, source_kind]), [[null, 'unnamed'], [null, 'unnamed'], [null, 'unnamed']]);
  assert.ok(!after.mentions.some(({ start }) => start === at('He')[0]));
});

test('entity takes another name when it loses its own', () => {
  const { after } = correct(fix(mentionAt('Tom Roe'), 'remove', null));
  assert.equal(after.entities[1].name, 'Roe');
});

test('quote, claim and name are added', () => {
  const quote = correct(add('quote', 'Critics of Doe disagree', 'indirect'));
  assert.deepEqual([quote.ref, quote.after.quotes[2].entity, quote.after.quotes[2].why], ['quote:2', null, ['corrected by you: added']]);
  const claim = correct(add('claim', 'bridge had cost', 'cause'));
  const { claimant, quote: of } = claim.after.claims[claim.ref.split(':')[1]];
  assert.deepEqual([claimant.entity, of], [0, 1]);
  assert.equal(correct(add('claim', 'Critics of Doe disagree', 'event')).after.summary.claims_by_voice.author, 3);
  const name = correct(add('mention', 'the bridge', 'product'));
  assert.equal(name.others, 2, 'the same words elsewhere');
  assert.equal(name.after.entities[4].name, 'the bridge');
  const known = correct(add('mention', 'Norden', 'other', 3));
  assert.equal(known.after.mentions[known.ref.split(':')[1]].entity, 2);
});

test('merging gives all mentions, quotes and claims to one', () => {
  const { after, others } = correct(fix(mentionAt('Tom Roe'), 'merge', { entity: 0 }));
  assert.deepEqual(after.entities.map(({ name }) => name), ['Jane Doe', 'Norden', 'Norden Bank']);
  assert.ok(after.quotes.every(({ entity }) => entity === 0));
  assert.equal(others, 3 + 3 + 2);
  assert.equal(after.summary.sources.length, 1);
});

test('splitting takes along what has the same words', () => {
  const { after, others } = correct(fix(mentionAt('Jane Doe'), 'split', null));
  assert.equal(others, 1);
  assert.deepEqual(after.entities.map(({ name }) => name).sort(), ['Doe', 'Jane Doe', 'Norden', 'Norden Bank', 'Tom Roe']);
  const pronoun = correct(fix(mentionAt('He'), 'split', null)).after;
  assert.deepEqual([pronoun.quotes[4].entity, pronoun.quotes[4].source_kind, pronoun.quotes[3].entity], [null, 'unnamed', 1]);
  const { after: other } = correct(fix(mentionAt('He'), 'split', { entity: 0 }));
  assert.equal(other.quotes[4].entity, 0);
  assert.equal(correct(fix(mentionAt('Doe', 2), 'split', { entity: 1 })).after.mentions[5].entity, 1);
});

test('corrections of different marks give the same in any order', () => {
  const list = [
    fix(mentionAt('Norden'), 'entity-kind', 'organization'), fix('quote:3', 'quote-form', 'mixed'), fix('claim:1', 'claim-type', 'opinion'),
    fix('quote:0', 'speaker', { entity: 1 }), fix('claim:4', 'remove', null), add('quote', 'Critics of Doe disagree', 'indirect'),
    fix('claim:0', 'edges', at('Jane Doe met Tom Roe')), add('mention', 'Critics', 'group'),
  ];
  const expected = correct(...list).after;
  for (let shift = 1; shift < list.length; shift += 1) {
    assert.deepEqual(correct(...list.slice(shift), ...list.slice(0, shift)).after, expected);
  }
  assert.deepEqual(correct(...list.toReversed()).after, expected);
});

test('merging A into B and B into C gives the same in either order', () => {
  const list = [fix(mentionAt('Tom Roe'), 'merge', { entity: 0 }), fix(mentionAt('Jane Doe'), 'merge', { entity: 3 })];
  assert.deepEqual(correct(...list).after, correct(...list.toReversed()).after);
});

test('correction of a mark that another one changed fits what it has become', () => {
  const first = fix('quote:1', 'edges', at('the bridge had cost 3 million'));
  const second = fix('quote:1', 'quote-form', 'mixed', {}, applyCorrections(TEXT, article(), [first]));
  assert.equal(correct(first, second).after.quotes[1].form, 'mixed');
});

test('steps go back and forth, and a new one ends the way forth', () => {
  let history = startHistory();
  const list = Array.from({ length: 30 }, (_, i) => fix('quote:0', 'quote-form', i % 2 ? 'mixed' : 'direct'));
  for (const correction of list) history = stepTo(history, [...history.corrections, correction]);
  history = stepTo(history, []);
  for (let i = 0; i < 31; i += 1) {
    history = undo(history);
    assert.equal(history.corrections.length, 30 - i);
  }
  assert.equal(undo(history), history);
  for (let i = 0; i < 31; i += 1) history = redo(history);
  assert.equal(history.corrections.length, 0);
  assert.equal(redo(history), history);
  history = stepTo(undo(history), list.slice(0, 2));
  assert.equal(redo(history), history);
  for (let i = 0; i < 2 * MOST_STEPS; i += 1) history = stepTo(history, []);
  assert.equal(history.past.length, MOST_STEPS);
});

test('corrections come back from JSON lines', () => {
  const list = [
    fix('quote:0', 'speaker', { entity: 1 }), fix('quote:0', 'edges', at('rebuild the bridge 🌉')), fix(mentionAt('Norden'), 'split', null, { alone: true }),
    fix('claim:1', 'claim-type', 'cause'), add('mention', 'Critics', 'group'),
  ];
  const lines = toJsonLines(list, { engine: '0.1.0' });
  assert.equal(lines.trimEnd().split('\n').length, list.length);
  const [first] = lines.split('\n');
  assert.equal(JSON.parse(first).engine, '0.1.0');
  assert.equal(JSON.parse(first).target.spans[0].exact, 'We will rebuild the bridge 🌉,');
  assert.deepEqual(parseJsonLines(lines), { corrections: list, skipped: [] });
  const mixed = parseJsonLines(`${first}\nnot json\n\n{"version":9}\n{"version":1,"kind":"remove"}\nnull\n`);
  assert.equal(mixed.corrections.length, 1);
  assert.deepEqual(mixed.skipped.map(({ line }) => line), [2, 4, 5, 6]);
});

test('file brings what fits the article and is not there already', () => {
  const speaker = fix('quote:0', 'speaker', { entity: 1 });
  const back = { ...fix('quote:0', 'speaker', { entity: 0 }), time: '2026-01-02T00:00:00Z' };
  const again = { ...speaker, time: '2026-01-03T00:00:00Z' };
  const added = add('mention', 'Critics', 'group');
  const anchor = { ...speaker.target.spans[0], exact: 'x'.repeat(speaker.target.spans[0].exact.length) };
  const foreign = { ...speaker, target: { ...speaker.target, spans: [anchor] } };
  const bring = (/** @type {any[]} */ there, /** @type {any[]} */ list, rest = '') => {
    const lines = toJsonLines(list, { engine: '0.1.0' }) + rest;
    const { added, known, absent, unfit, skipped } = bringCorrections(TEXT, article(), there, lines);
    return [added, known, absent, unfit, skipped.map(({ line }) => line)];
  };
  assert.deepEqual(bring([], [speaker, added]), [[speaker, added], 0, 0, 0, []]);
  assert.deepEqual(bring([speaker], [added, foreign], '{"version"'), [[added], 0, 1, 0, [3]]);
  assert.deepEqual(bring([speaker, back, again], [speaker, back, again]), [[], 3, 0, 0, []], 'the same file twice');
  assert.deepEqual(bring([speaker], [again]), [[], 1, 0, 0, []], 'somebody else corrected the same');
  assert.deepEqual(bring([speaker, back], [again]), [[again], 0, 0, 0, []], 'what was taken back comes again');
  assert.deepEqual(bring([fix('quote:0', 'remove', null)], [speaker]), [[], 0, 0, 1, []]);
  assert.deepEqual(bring([], []), [[], 0, 0, 0, []]);
});

test('file of corrections is known by its first line', () => {
  const lines = toJsonLines([fix('quote:0', 'remove', null)], { engine: '0.1.0' });
  assert.ok(isJsonLines(lines));
  assert.ok(isJsonLines(`\n${lines}`));
  for (const other of ['', '{', TEXT, '{"version":1,"offsets":"utf16"}', `As JSON: ${lines}`]) assert.ok(!isJsonLines(other), other);
});

test('files name the engine’s version', () => {
  const manifest = readFileSync(new URL('../Cargo.toml', import.meta.url), 'utf8');
  assert.equal(/^version = "(.*)"$/m.exec(manifest)?.[1], ENGINE_VERSION);
});

test('what is kept holds no words around, and comes back for the same text', () => {
  const list = [fix('quote:0', 'speaker', { entity: 1 }), fix('claim:0', 'edges', at('Jane Doe'))];
  const kept = toKept(list);
  assert.ok(!kept.includes('prefix') && !kept.includes('disagree'));
  assert.deepEqual(parseKept(kept, TEXT), list);
  assert.deepEqual(parseKept(kept, `x${TEXT}`), []);
  assert.deepEqual(parseKept('{', TEXT), []);
});

test('hash tells texts apart', () => {
  assert.notEqual(hashText(TEXT), hashText(`${TEXT} `));
  assert.equal(hashText(TEXT), hashText(TEXT));
  assert.match(hashText(''), /^\w{22}$/);
});

test('correction of a changed text finds its words, or is skipped and told', () => {
  const correction = fix('quote:2', 'remove', null);
  const moved = `A new line.\n${TEXT}`;
  const shift = moved.length - TEXT.length;
  assert.deepEqual(findAnchor(moved, correction.target.spans[0]), at('It is a waste,').map((offset) => offset + shift));
  const changed = TEXT.replace('It is a waste', 'It was a pity');
  const result = correctArticle(changed, article(), [correction]);
  assert.deepEqual(result.outcomes, [{ applied: false, reason: 'the text is no longer what it was about' }]);
  assert.deepEqual(result.article, article());
  const unmarked = correctArticle(TEXT, { ...article(), quotes: [], claims: [] }, [correction]);
  assert.deepEqual(unmarked.outcomes, [{ applied: false, reason: 'what it was about is not marked' }]);
  const twice = correctArticle(TEXT, article(), [correction, correction]);
  assert.deepEqual(twice.outcomes.map(({ applied }) => applied), [true, false]);
});

test('anything at all for a correction is skipped', () => {
  const good = fix('quote:0', 'speaker', { entity: 1 });
  const broken = [null, 1, 'x', [], {}, { ...good, kind: 'toString' }, { ...good, after: 5 }, { ...good, target: null }, { ...good, time: 1 },
    { ...good, target: { mark: 'quote', spans: [] } }, { ...good, target: { mark: 'mention', spans: good.target.spans } },
    { ...good, after: { mention: { start: -1, end: 2, exact: 'abc', prefix: '', suffix: '' } } }, { ...good, kind: 'quote-form', after: 'constructor' }];
  const { article: after, outcomes } = correctArticle(TEXT, article(), [...broken, good]);
  assert.deepEqual(outcomes.map(({ applied }) => applied), [...broken.map(() => false), true]);
  checkArticle(after);
});

test('any corrections in a row give a sound article', () => {
  let seed = 7;
  const any = (list) => list[(seed = (seed * 16807) % 2147483647) % list.length];
  for (let round = 0; round < 80; round += 1) {
    const list = [];
    let current = article();
    for (let step = 0; step < 8; step += 1) {
      const words = any(TEXT.match(/\S+/g));
      const start = TEXT.indexOf(words, any([0, 100, 200]));
      const span = start < 0 ? at(words) : [start, Math.min(TEXT.length, start + words.length + any([0, 5, 40]))];
      const entity = any(current.entities.length ? current.entities : [{ id: null }]).id;
      const who = entity === null ? null : any([{ entity }, null, { words: span }]);
      const refs = [...current.quotes.map(({ id }) => `quote:${id}`), ...current.claims.map(({ id }) => `claim:${id}`), ...current.mentions.map((_, i) => `mention:${i}`)];
      const ref = any(refs);
      const kind = any({ q: ['quote-form', 'speaker', 'edges', 'remove'], c: ['claim-type', 'speaker', 'edges', 'remove'], m: ['entity-kind', 'merge', 'split', 'edges', 'remove'] }[ref[0]]);
      const after = { 'quote-form': 'mixed', 'claim-type': 'cause', 'entity-kind': 'work', edges: span, remove: null, speaker: who }[kind] ?? (entity !== null ? { entity } : null);
      list.push(any([0, 1, 2]) ? fix(ref, kind, kind === 'speaker' ? who : after, { alone: any([true, false]) }, current)
        : any([
          makeAddition(TEXT, 'mention', span, 'work', { time }), makeAddition(TEXT, 'claim', span, 'cause', { time }),
          makeAddition(TEXT, 'quote', span, 'mixed', { time }),
        ]));
      const result = correctArticle(TEXT, article(), list);
      checkArticle(result.article);
      current = result.article;
      assert.deepEqual(applyCorrections(TEXT, article(), parseJsonLines(toJsonLines(list, { engine: 'x' })).corrections), current);
    }
  }
});

test('selected words lose space and quotation marks', () => {
  const [start, end] = at(' “It is a waste,” ');
  assert.equal(TEXT.slice(...trimSpan(TEXT, [start, end], true)), 'It is a waste,');
  assert.equal(TEXT.slice(...trimSpan(TEXT, [start, end])), '“It is a waste,”');
  assert.equal(trimSpan(TEXT, [start, start + 1]), null);
  assert.equal(formOfSpan(TEXT, at('is a waste')), 'direct');
  assert.equal(formOfSpan(TEXT, at('the mayor was wrong')), 'indirect');
  assert.equal(makeAnchor(TEXT, at('🌉')).exact, '🌉');
});
