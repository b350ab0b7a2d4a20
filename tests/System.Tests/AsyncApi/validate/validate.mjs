// Reads an AsyncAPI document on standard input, asks nobody else, and prints what is wrong with it as one line of JSON:
// { "diagnostics": [...], "examples": n, "faults": [...] }. Usage: node validate.mjs < document.
import { readFileSync } from 'node:fs';
import asyncApi from '@asyncapi/parser';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const text = readFileSync(0, 'utf8');
const { document, diagnostics } = await new asyncApi.Parser().parse(text);
const written = JSON.parse(text);
const faults = document ? [] : ['The parser did not accept it.'];

// A second opinion about the schemas: what JSON Schema does not know is an error, and every example must be valid.
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats(ajv);
const definitions = JSON.parse(JSON.stringify(written.components.schemas).replaceAll('#/components/schemas/', '#/definitions/'));
ajv.addSchema({ $id: 'document', definitions });
let examples = 0;
for (const [name, message] of Object.entries(written.components.messages)) {
  const schema = message.payload.$ref.split('/').at(-1);
  const validate = ajv.compile({ $ref: `document#/definitions/${schema}` });
  const { required } = definitions[schema];
  for (const { payload } of message.examples ?? []) {
    examples += 1;
    if (!validate(payload)) faults.push(`${name}: ${ajv.errorsText(validate.errors)}`);
    if (validate({ ...payload, colour: 1 })) faults.push(`${name} may have any member`);
    for (const member of required) if (validate({ ...payload, [member]: undefined })) faults.push(`${name} may lack ${member}`);
  }
}

console.log(JSON.stringify({
  // 0 = error, 1 = warning, 2 = information, which here is only that AsyncAPI has a newer version.
  diagnostics: diagnostics.filter(({ severity }) => severity < 2).map(({ code, path, message }) => `${path.join('.')}: ${message} (${code})`),
  examples,
  faults,
}));
