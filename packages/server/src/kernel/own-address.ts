/** Where the outside reaches this server: what it was told, otherwise the address on which it listens. */
export function ownAddress(
  { publicUrl, host, port }: { readonly publicUrl: string | null; readonly host: string; readonly port: number },
  listeningOn: number = port,
): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${listeningOn}`
}
