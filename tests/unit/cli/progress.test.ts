import { beforeEach, describe, expect, it } from 'vitest';
import { createProgressView, type ProgressView } from '../../../src/cli/progress.ts';

describe('createProgressView', () => {
  let nowMs: number;
  let written: string[];

  beforeEach(() => {
    nowMs = 1_000_000;
    written = [];
  });

  function aView(stream: { isTTY?: boolean; columns?: number } = {}): ProgressView {
    return createProgressView({ ...stream, write: (text) => written.push(text) }, () => nowMs);
  }

  function taken(): string[] {
    return written.splice(0);
  }

  describe('on a terminal', () => {
    const clear = '\r\u001b[2K';

    it('paints a bar over the one before', () => {
      const view = aView({ isTTY: true, columns: 120 });
      view.show({ phase: 'Importing', done: 0, total: 1_000, note: 'lines' });
      nowMs += 1_000;
      view.show({ phase: 'Importing', done: 500, total: 1_000, note: 'lines' });
      const empty = '░'.repeat(28);
      expect(taken()).toEqual([
        `Importing        ${empty}   0% 0 of 1,000, lines`,
        clear,
        `Importing        ${'█'.repeat(14)}${'░'.repeat(14)}  50% 500 of 1,000, 500/s, 1s left, lines`,
      ]);
    });

    it('paints at most every 80 ms, and the end of a phase at once', () => {
      const view = aView({ isTTY: true });
      view.show({ phase: 'Importing', done: 0, total: 10 });
      taken();
      nowMs += 79;
      view.show({ phase: 'Importing', done: 5, total: 10 });
      expect(taken()).toEqual([]);
      view.show({ phase: 'Importing', done: 10, total: 10 });
      expect(taken().join('')).toContain('100% 10 of 10');
    });

    it('never writes as far as the edge, where a line would break', () => {
      const view = aView({ isTTY: true, columns: 40 });
      view.show({ phase: 'Importing', done: 0, total: 1_000_000, note: 'lines' });
      expect(taken()).toEqual([expect.stringMatching(/^.{39}$/)]);
    });

    it('puts lines that stay above the bar, and takes the bar away at the end', () => {
      const view = aView({ isTTY: true });
      view.show({ phase: 'Importing', done: 0, total: 10 });
      taken();
      view.say('batch_1: 10 activities');
      expect(taken()).toEqual([clear, 'batch_1: 10 activities\n']);
      view.show({ phase: 'Processing', done: 10, total: 10 });
      taken();
      view.end();
      view.end();
      expect(taken()).toEqual([clear]);
    });
  });

  describe('elsewhere', () => {
    it('writes a plain line at the beginning of a phase and at each quarter of it', () => {
      const view = aView();
      for (let done = 0; done <= 100; done += 10)
        view.show({ phase: 'Importing', done, total: 100, note: 'lines' });
      view.show({ phase: 'Processing', done: 3, total: 100, note: 'activities' });
      expect(taken()).toEqual([
        'Importing 0% 0 of 100, lines\n',
        'Importing 30% 30 of 100, lines\n',
        'Importing 50% 50 of 100, lines\n',
        'Importing 80% 80 of 100, lines\n',
        'Importing 100% 100 of 100, lines\n',
        'Processing 3% 3 of 100, activities\n',
      ]);
    });

    it('writes a line every five seconds of a slow phase, with its pace', () => {
      const view = aView();
      view.show({ phase: 'Processing', done: 0, total: 1_000_000 });
      nowMs += 4_999;
      view.show({ phase: 'Processing', done: 9_999, total: 1_000_000 });
      nowMs += 1;
      view.show({ phase: 'Processing', done: 10_000, total: 1_000_000 });
      expect(taken()).toEqual([
        'Processing 0% 0 of 1,000,000\n',
        'Processing 1% 10,000 of 1,000,000, 2,000/s, 8m 15s left\n',
      ]);
    });

    it('counts the pace from where a phase began, not from what was done before', () => {
      const view = aView();
      view.show({ phase: 'Processing', done: 500, total: 1_000 });
      nowMs += 10_000;
      view.show({ phase: 'Processing', done: 600, total: 1_000 });
      expect(taken()[1]).toBe('Processing 60% 600 of 1,000, 10/s, 40s left\n');
    });

    it('writes nothing of a phase that was over before it could be shown', () => {
      const view = aView();
      view.show({ phase: 'Reading', done: 10, total: 10 });
      view.show({ phase: 'Processing', done: 0, total: 0 });
      expect(taken()).toEqual([]);
    });

    it('says 100% when all is done and not before', () => {
      const view = aView();
      view.show({ phase: 'Processing', done: 999_999, total: 1_000_000 });
      expect(taken()).toEqual(['Processing 99% 999,999 of 1,000,000\n']);
    });

    it('writes lines that stay as they are', () => {
      const view = aView();
      view.say('batch_1: 10 activities');
      view.end();
      expect(taken()).toEqual(['batch_1: 10 activities\n']);
    });
  });
});
