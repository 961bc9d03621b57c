import { loadReading } from '#language';

/** The room reads FEEL text wherever it goes, so the parser is loaded with it. */
export const { read, readTests } = await loadReading();
