namespace Actors.Grains.Origins;

/// <summary>A connection was refused by ourselves: the name leads to an address that this origin may not use.</summary>
/// <param name="isEver">No setting allows it.</param>
internal sealed class BlockedAddressException(string host, int port, bool isEver) : IOException(isEver
    ? $"'{host}:{port}' leads to a link-local address, which no origin may use."
    : $"'{host}:{port}' leads to a private address, which this origin may not use: AllowPrivateAddresses covers the authorities of its "
        + "FlagUrl and MetadataUrl only, not where redirects or metadata lead.");
