/** The languages Discord's client comes in, by its codes. */
export const locales: readonly string[] =
  'en-US en-GB id bg zh-CN zh-TW hr cs da nl fi fr de el hi hu it ja ko lt no pl pt-BR ro ru es-ES es-419 sv-SE th tr uk vi'.split(
    ' ',
  );
