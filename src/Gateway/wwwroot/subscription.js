/**
 * What one client knows of one topic, over as many connections as it takes: where it stands, so that it can go on there,
 * and whether an event is new, old or too early. Tells snapshot(state), event(event), reset(reason) and resumed(seq).
 */
export class Subscription {
  #point;
  #gapAt;
  #isResuming = false;
  #isOver = false;
  #isGapless;
  #options;
  #told;

  constructor(topic, told, options = {}) {
    this.topic = topic;
    this.#told = told;
    this.#options = options;
    // Of origins one gets states, and with `latest` no outcomes: there the numbers may skip.
    this.#isGapless = topic.startsWith('harvest/') && options.mode !== 'latest';
  }

  /** What a new connection is asked for. */
  request() {
    const from = this.topic.startsWith('harvest/') ? this.#point : undefined; // Other topics are not replayed.
    this.#isResuming = from !== undefined;
    if (!from) this.#point = undefined; // Nothing counts before the snapshot.
    return { type: 'subscribe', topic: this.topic, ...this.#options, from: from && { ...from } };
  }

  /** Returns 'gap' if events are missing, 'end' after the last, else nothing. */
  receive(frame) {
    if (frame.type === 'reset') {
      this.#isResuming = false;
      this.#told.reset?.(frame.reason);
    } else if (frame.type === 'snapshot') {
      this.#point = { epoch: frame.epoch, seq: frame.seq };
      this.#isResuming = false;
      this.#isOver = ['completed', 'cancelled'].includes(frame.state.state);
      this.#told.snapshot?.(frame.state);
    } else if (frame.type === 'event' && this.#point) {
      return this.#event(frame);
    } else if (frame.type === 'done') {
      if (this.#isOver) return 'end';
      this.#point = undefined; // It ended before the place that we resumed from: only a snapshot can still say how.
      return 'gap';
    }
  }

  #event(frame) {
    if (this.#isResuming) this.#told.resumed?.(this.#point.seq);
    this.#isResuming = false;
    if (frame.kind !== 'progress') {
      const { epoch, seq } = this.#point;
      if (frame.epoch === epoch && frame.seq <= seq) return;
      if (frame.epoch !== epoch || (this.#isGapless && frame.seq !== seq + 1)) return this.#gap();
      this.#point.seq = frame.seq;
    }
    this.#told.event?.(frame);
    if (frame.kind === 'completed') return 'end';
  }

  // What is missing can be had by resuming; missing again at the same place, only a snapshot can make up for it.
  #gap() {
    const { epoch, seq } = this.#point;
    if (this.#gapAt === `${epoch}:${seq}`) this.#point = undefined;
    this.#gapAt = `${epoch}:${seq}`;
    return 'gap';
  }
}
