namespace Actors.Grains.Origins;

/// <summary>A connection was refused by ourselves: the name leads to an address that this origin may not use.</summary>
internal sealed class BlockedAddressException(string host)
    : IOException($"'{host}' leads to an address that this origin may not use (its AllowPrivateAddresses).");
