import type { Report } from '../../library/check/report.ts';
import type { Documents } from '../../library/document.ts';

/** Runs the content check, which stands on packages for developers; gives nothing where they are not installed. */
export async function checkReport(
  content: string,
  today: string,
  documents: Documents,
): Promise<Report | undefined> {
  try {
    const { checkContent } = await import('../../library/check/check.ts');
    return await checkContent(content, { today, documents });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
