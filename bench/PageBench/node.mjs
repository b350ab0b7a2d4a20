import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../src/Cli/bin/Release/net10.0/actors.dll', import.meta.url));

/** Starts `actors serve` on free ports, with a data directory that is deleted by stop(). */
export async function serve() {
  const data = await mkdtemp(join(tmpdir(), 'actors-page-'));
  const [http, local, delay, error, control, silo, gateway] = await Promise.all(Array.from({ length: 7 }, freePort));
  const address = `http://127.0.0.1:${http}`;
  const process = spawn('dotnet', [PROGRAM, 'serve'], { stdio: 'ignore', env: {
    ...globalThis.process.env, Urls: address, Data__Directory: data, Telnet__Port: 0,
    Origin__Ports__Local: local, Origin__Ports__Delay: delay, Origin__Ports__Error: error, Origin__Ports__Control: control,
    Orleans__Endpoints__SiloPort: silo, Orleans__Endpoints__GatewayPort: gateway,
  } });
  const ended = new Promise(resolve => process.once('exit', resolve));
  const stop = async () => {
    process.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300; tries++) {
    if (process.exitCode !== null) throw new Error(`${PROGRAM} ended with ${process.exitCode}: was it built?`);
    const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
    if (answer?.ok) return { address, stop };
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error('The node never became ready.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
  });
}
