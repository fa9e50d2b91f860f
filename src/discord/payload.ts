import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithURL,
  APIContainerComponent,
} from 'discord.js';

/** The JSON of a message as Steady sends it: components v2, or one line of content with buttons. */
export interface MessageBody {
  content?: string;
  components: (
    | APIContainerComponent
    | APIActionRowComponent<APIButtonComponentWithCustomId | APIButtonComponentWithURL>
  )[];
  attachments: { id: string; filename: string; description?: string }[];
  flags: number;
  /** Nobody is ever mentioned, whatever the text says. */
  allowed_mentions: { parse: [] };
}
