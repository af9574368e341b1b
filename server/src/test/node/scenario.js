'use strict';
// What the scenarios of both clients share: where the server is, and how a scenario tells its test what it saw.

const fs = require('fs');

/** One line a fact, for the test that started this program. */
const say = (...words) => process.stdout.write(words.map(w => (typeof w === 'string' ? w : JSON.stringify(w))).join(' ') + '\n');

/** The batches of a script, as GO ends them. */
const batches = script => fs.readFileSync(script, 'utf8').split(/^GO[ \t]*$/m).filter(batch => batch.trim());

/** A value of a MiB in characters of one, two and two times two bytes of UTF-16. */
const bigText = 'aЯ😀'.repeat((1 << 20) / 4);

/** The same as bytes that do not compress. */
const bigBytes = () => {
  const bytes = Buffer.alloc(1 << 20);
  for (let index = 0, state = 1; index < bytes.length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
};

/** Runs the scenario that the command line names; what it throws is its failure. */
const run = scenarios => {
  const [name, ...words] = process.argv.slice(2);
  if (!Object.hasOwn(scenarios, name)) {
    throw new Error(`There is no scenario ${name}`);
  }
  scenarios[name](...words).then(
    () => say('done'),
    failure => {
      say('failed', failure.stack);
      process.exit(1);
    });
};

module.exports = {
  say, batches, bigText, bigBytes, run,
  host: 'localhost',
  port: Number(process.env.COFFER_PORT),
  password: process.env.COFFER_SA_PASSWORD,
  strict: process.env.COFFER_ENCRYPT === 'strict',
};
