"""python3 websocket_client.py ADDRESS HARVEST DROP_AFTER: the scenario with the package websocket-client (blocking)."""
import json
import struct
import sys

import websocket

ADDRESS, HARVEST, DROP_AFTER = sys.argv[1], sys.argv[2], int(sys.argv[3])
TOPIC = f'harvest/{HARVEST}'


def say(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def send(socket, frame):
    text = frame if isinstance(frame, str) else json.dumps(frame)
    say(to=text)
    socket.send(text)


def until(socket, is_it):
    while True:
        text = socket.recv()
        say(**{'from': text})
        frame = json.loads(text)
        if is_it(frame):
            return frame


def connect(number):
    say(open=number)
    # It sends an Origin unless told not to, of its own making.
    socket = websocket.create_connection(ADDRESS, timeout=60, subprotocols=['actors.v1.json'], suppress_origin=True)
    send(socket, {'type': 'hello'})
    until(socket, lambda frame: frame['type'] == 'welcome')
    return socket


first = connect(1)
send(first, {'type': 'subscribe', 'id': 'watch', 'topic': TOPIC})
until(first, lambda frame: frame['type'] == 'snapshot')
send(first, {'type': 'resume', 'id': 'go', 'harvest': HARVEST})
for _ in range(DROP_AFTER):
    last = until(first, lambda frame: frame['type'] == 'event' and frame['kind'] != 'progress')
first.shutdown()  # The TCP connection only: no close frame is sent.
say(gone=1006)

second = connect(2)
send(second, {'type': 'subscribe', 'id': 'watch', 'topic': TOPIC, 'from': {'epoch': last['epoch'], 'seq': last['seq']}})
send(second, {'type': 'search', 'id': 'find', 'q': 'chess black', 'limit': 3})
until(second, lambda frame: frame['type'] == 'rows')
send(second, {'type': 'more', 'id': 'find', 'n': 1000})
send(second, {'type': 'nonsense', 'id': 'bad'})
until(second, lambda frame: frame['type'] == 'done' and frame['id'] == 'watch')

send(second, 'this is no JSON')
until(second, lambda frame: frame['type'] == 'error')
send(second, {'type': 'ping'})
until(second, lambda frame: frame['type'] == 'pong')
second.send_close(1000)
opcode, data = second.recv_data(control_frame=True)
while opcode != websocket.ABNF.OPCODE_CLOSE:
    opcode, data = second.recv_data(control_frame=True)
say(gone=struct.unpack('!H', data[:2])[0])
second.shutdown()
