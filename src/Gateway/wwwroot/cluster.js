import { connect } from './actors.js';
import * as cells from './cluster-cells.js';
import { call } from './gateway.js';
import { LiveTable } from './live-table.js';

const byId = id => document.getElementById(id);
const say = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
const complain = error => say('problem', error.message);
const members = new Map(); // By kind and key: those that are shown.
const keyOf = thing => thing.kind === 'silo' ? thing.address : thing.id;
const tables = {
  silo: new LiveTable(byId('silos'), cells.silo),
  gateway: new LiveTable(byId('gateways'), cells.gateway),
  origin: new LiveTable(byId('origins'), cells.origin(steer)),
};
const client = connect({ say });

async function steer(label, paused) {
  say('problem', '');
  await call(`/v1/origins/${encodeURIComponent(label)}/${paused ? 'pause' : 'resume'}`, { method: 'POST' }).catch(complain);
}

function summarize() {
  const alive = kind => {
    const count = [...members.values()].filter(member => member.kind === kind && member.state === 'active').length;
    return `${count} ${kind}${count === 1 ? '' : 's'}`;
  };
  const versions = new Set([...members.values()].filter(({ state, version }) => state !== 'dead' && version).map(({ version }) => version));
  say('summary', `Active: ${alive('silo')}, ${alive('gateway')}${versions.size > 1 ? `, of ${versions.size} versions` : ''}.`);
}

client.subscribe('cluster', {
  snapshot(all) {
    members.clear();
    for (const kind of ['silo', 'gateway']) tables[kind].show(all.filter(thing => thing.kind === kind), keyOf);
    for (const thing of all) members.set(keyOf(thing), thing);
    summarize();
  },
  event({ kind, [kind]: thing }) {
    tables[kind].put(keyOf(thing), thing);
    members.set(keyOf(thing), thing);
    summarize();
  },
  fail: complain,
});

client.subscribe('origins', {
  snapshot: all => tables.origin.show(all, ({ label }) => label),
  event: ({ origin }) => tables.origin.put(origin.label, origin),
  fail: complain,
});
