"""python3 websockets_client.py ADDRESS HARVEST DROP_AFTER: the scenario with the package websockets (asyncio)."""
import asyncio
import json
import sys

import websockets

ADDRESS, HARVEST, DROP_AFTER = sys.argv[1], sys.argv[2], int(sys.argv[3])
TOPIC = f'harvest/{HARVEST}'


def say(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


async def send(socket, frame):
    text = frame if isinstance(frame, str) else json.dumps(frame)
    say(to=text)
    await socket.send(text)


async def until(socket, is_it):
    while True:
        text = await asyncio.wait_for(socket.recv(), 60)
        say(**{'from': text})
        frame = json.loads(text)
        if is_it(frame):
            return frame


async def connect(number):
    say(open=number)
    socket = await websockets.connect(ADDRESS, subprotocols=['actors.v1.json'], max_size=None)
    await send(socket, {'type': 'hello'})
    await until(socket, lambda frame: frame['type'] == 'welcome')
    return socket


async def main():
    first = await connect(1)
    await send(first, {'type': 'subscribe', 'id': 'watch', 'topic': TOPIC})
    await until(first, lambda frame: frame['type'] == 'snapshot')
    await send(first, {'type': 'resume', 'id': 'go', 'harvest': HARVEST})
    for _ in range(DROP_AFTER):
        last = await until(first, lambda frame: frame['type'] == 'event' and frame['kind'] != 'progress')
    first.transport.abort()
    await first.wait_closed()
    say(gone=first.close_code)

    second = await connect(2)
    await send(second, {'type': 'subscribe', 'id': 'watch', 'topic': TOPIC, 'from': {'epoch': last['epoch'], 'seq': last['seq']}})
    await send(second, {'type': 'search', 'id': 'find', 'q': 'chess black', 'limit': 3})
    await until(second, lambda frame: frame['type'] == 'rows')
    await send(second, {'type': 'more', 'id': 'find', 'n': 1000})
    await send(second, {'type': 'nonsense', 'id': 'bad'})
    await until(second, lambda frame: frame['type'] == 'done' and frame['id'] == 'watch')

    await send(second, 'this is no JSON')
    await until(second, lambda frame: frame['type'] == 'error')
    await send(second, {'type': 'ping'})
    await until(second, lambda frame: frame['type'] == 'pong')
    await second.close()
    say(gone=second.close_code)


asyncio.run(main())
