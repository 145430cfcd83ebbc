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
    const permits = ability.rulesFor(action, type).filter((rule) => !rule.inverted);
    const wouldBe = (thing) => permits.some((rule) => rule.matchesConditions(thing));
    const named = permits.flatMap((rule) => rule.fields ?? []);
    subjects.forEach((facts, index) => {
      const thing = subject(type, { ...facts });
      const can = ability.can(action, thing);
      const canWithNulls = ability.can(action, subject(type, withNulls(facts, fields)));
      const asks = can && ability.relevantRuleFor(action, thing).origin.ask === true;
      const waits = !can && ability.relevantRuleFor(action, thing)?.origin.challenge !== undefined && wouldBe(thing);
      const verdict = can ? (asks ? 'ask' : 'yes') : waits ? 'challenge' : 'no';
      // A field that a rule names follows the rule; another one is nobody's, unless no rule names any.
      const withFields = named.every((field) => ability.can(action, thing, field) === can);
      const withAnother = ability.can(action, thing, 'somethingElse') === (can && named.length === 0);
      const isRight = withFields && withAnother && (can === decisions[index] || asks) && can === canWithNulls;
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
