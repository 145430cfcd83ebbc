// Asks the stock matcher of CASL every question of the cases in a file, and counts how it answers.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../end2end/package.json', import.meta.url));
const { createMongoAbility, subject } = require('@casl/ability');

const counts = { cases: 0, rules: 0, checks: 0, asked: 0, agreed: 0, mistakes: [] };

// Some write an absent field as null; the answer must not depend on it.
const withNulls = (facts, fields) => ({ ...Object.fromEntries(fields.map((field) => [field, null])), ...facts });

for (const { who, rules, subjects, questions } of JSON.parse(readFileSync(process.argv[2]))) {
  const ability = createMongoAbility(rules);
  const fields = [...new Set(subjects.flatMap(Object.keys))];
  counts.cases += 1;
  counts.rules += rules.length;
  for (const { action, type, decisions, verdicts, some } of questions) {
    subjects.forEach((facts, index) => {
      const thing = subject(type, { ...facts });
      const can = ability.can(action, thing);
      const canWithNulls = ability.can(action, subject(type, withNulls(facts, fields)));
      const asks = can && ability.relevantRuleFor(action, thing).origin.ask === true;
      const verdict = can ? (asks ? 'ask' : 'yes') : 'no';
      const isRight = (can === decisions[index] || asks) && can === canWithNulls;
      counts.checks += 1;
      counts.asked += asks ? 1 : 0;
      counts.agreed += can === decisions[index] ? 1 : 0;
      if (!isRight || verdict !== verdicts[index]) {
        counts.mistakes.push({ who, action, facts, verdict, ours: verdicts[index], rules });
      }
    });
    if (ability.can(action, type) !== some) {
      counts.mistakes.push({ who, action, type, ours: some, rules });
    }
  }
}

counts.mistakes = counts.mistakes.slice(0, 5);
console.log(JSON.stringify(counts));
