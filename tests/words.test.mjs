// The words in which the card tells what dates and amounts are worth.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { valueWords } from '../www/lib/words.js';

test('dates, times and durations are told in words', () => {
  for (const [iso, expected] of [
    ['2020-01-03', '3 January 2020'],
    ['XXXX-02-29', '29 February, no year given'],
    ['XXXX-07-15/XXXX-07-24', '15 July to 24 July, no year given'],
    ['2020-01', 'January 2020'],
    ['XXXX-05', 'May, no year given'],
    ['2015', '2015'],
    ['2015/2016', '2015 to 2016'],
    ['199X', '1990s'],
    ['XXXX-WXX-2', 'a Tuesday'],
    ['XXXX-WXX-7TNI', 'a Sunday night'],
    ['P1D', '1 day'],
    ['P6M', '6 months'],
    ['P2.5Y', '2.5 years'],
    ['PT30M', '30 minutes'],
    ['T10:15', '10:15'],
    ['T19:00Z', '19:00 UTC'],
    ['T19:00-05:00', '19:00 UTC−05:00'],
  ]) {
    assert.equal(valueWords({ iso, number: null, unit: null }), expected, iso);
  }
});

test('amounts keep every digit', () => {
  for (const [number, unit, expected] of [
    ['4500000000', 'EUR', '4,500,000,000 EUR'],
    ['4.1', '%', '4.1 %'],
    ['18446744073709551615', 'people', '18,446,744,073,709,551,615 people'],
    ['0.1234567890123456789', 'km', '0.1234567890123456789 km'],
  ]) {
    assert.equal(valueWords({ iso: null, number, unit }), expected);
  }
});
