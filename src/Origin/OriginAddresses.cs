namespace Actors.Origin;

/// <summary>Where a started origin listens: scheme, host and port, such as <c>http://localhost:8001/</c>.</summary>
public sealed record OriginAddresses(Uri Local, Uri Delay, Uri Error, Uri Control);
