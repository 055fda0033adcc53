/** What a long run is doing. */
export type Phase = 'reading' | 'rendering' | 'judging'

/** Told now and then how far a run has come. Who runs in one long step calls it; it decides itself whether to speak. */
export type Progress = (phase: Phase, done: number, total: number) => void
