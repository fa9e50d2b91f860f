import type { Context } from 'hono';
import type { UploadedFile } from './api.ts';
import { invalidForm } from './errors.ts';

/** A request's JSON and the files that came with it. Throws 50035 for anything that is neither JSON nor a form with `payload_json`. */
export async function readRequest(context: Context): Promise<{ body: unknown; files: UploadedFile[] }> {
  const type = context.req.header('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(await context.req.formData());
  if (!type.startsWith('application/json')) throw malformed(`expected application/json; came "${type}"`);
  return { body: parseJson(await context.req.text()), files: [] };
}

async function readMultipart(form: FormData): Promise<{ body: unknown; files: UploadedFile[] }> {
  let body: unknown = {};
  const files: UploadedFile[] = [];
  for (const [key, value] of form) {
    const slot = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (key === 'payload_json') body = parseJson(typeof value === 'string' ? value : await value.text());
    else if (slot !== undefined && typeof value !== 'string')
      files.push({ name: value.name, data: new Uint8Array(await value.arrayBuffer()), slot: Number(slot) });
    else throw malformed(`expected payload_json and files[n]; came a part named "${key}"`);
  }
  return { body, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(`expected JSON; came ${text.length} characters that are none`);
  }
}

const malformed = (message: string) => invalidForm([{ path: [], code: 'BASE_TYPE_INVALID', message }]);
