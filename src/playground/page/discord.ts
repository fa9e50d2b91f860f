/**
 * The numbers of Discord's API that the page reads. The page runs in the browser without a bundler, so it takes
 * only types from discord-api-types; every number is checked against them.
 */
import type {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  InteractionContextType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  TextInputStyle,
} from 'discord-api-types/v10';

export const component: {
  row: ComponentType.ActionRow;
  button: ComponentType.Button;
  menu: ComponentType.StringSelect;
  textInput: ComponentType.TextInput;
  section: ComponentType.Section;
  text: ComponentType.TextDisplay;
  thumbnail: ComponentType.Thumbnail;
  gallery: ComponentType.MediaGallery;
  file: ComponentType.File;
  separator: ComponentType.Separator;
  container: ComponentType.Container;
  label: ComponentType.Label;
  radioGroup: ComponentType.RadioGroup;
  checkboxGroup: ComponentType.CheckboxGroup;
  checkbox: ComponentType.Checkbox;
} = {
  row: 1,
  button: 2,
  menu: 3,
  textInput: 4,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
};

export const buttonStyle: {
  primary: ButtonStyle.Primary;
  success: ButtonStyle.Success;
  danger: ButtonStyle.Danger;
  link: ButtonStyle.Link;
  premium: ButtonStyle.Premium;
} = { primary: 1, success: 3, danger: 4, link: 5, premium: 6 };

export const paragraph: TextInputStyle.Paragraph = 2;

export const flag: {
  private: MessageFlags.Ephemeral;
  loading: MessageFlags.Loading;
  silent: MessageFlags.SuppressNotifications;
} = { private: 64, loading: 128, silent: 4096 };

export const interaction: {
  command: InteractionType.ApplicationCommand;
  press: InteractionType.MessageComponent;
  completion: InteractionType.ApplicationCommandAutocomplete;
  submit: InteractionType.ModalSubmit;
} = { command: 2, press: 3, completion: 4, submit: 5 };

export const answer: {
  message: InteractionResponseType.ChannelMessageWithSource;
  thinking: InteractionResponseType.DeferredChannelMessageWithSource;
  waiting: InteractionResponseType.DeferredMessageUpdate;
  update: InteractionResponseType.UpdateMessage;
  choices: InteractionResponseType.ApplicationCommandAutocompleteResult;
  form: InteractionResponseType.Modal;
} = { message: 4, thinking: 5, waiting: 6, update: 7, choices: 8, form: 9 };

export const commandType: {
  slash: ApplicationCommandType.ChatInput;
  message: ApplicationCommandType.Message;
} = { slash: 1, message: 3 };

export const context: {
  server: InteractionContextType.Guild;
  'own-dm': InteractionContextType.BotDM;
  'other-dm': InteractionContextType.PrivateChannel;
} = { server: 0, 'own-dm': 1, 'other-dm': 2 };

export const option: {
  subcommand: ApplicationCommandOptionType.Subcommand;
  group: ApplicationCommandOptionType.SubcommandGroup;
  text: ApplicationCommandOptionType.String;
  whole: ApplicationCommandOptionType.Integer;
  yesNo: ApplicationCommandOptionType.Boolean;
  person: ApplicationCommandOptionType.User;
  channel: ApplicationCommandOptionType.Channel;
  number: ApplicationCommandOptionType.Number;
} = { subcommand: 1, group: 2, text: 3, whole: 4, yesNo: 5, person: 6, channel: 7, number: 10 };
