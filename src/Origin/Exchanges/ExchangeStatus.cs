namespace Actors.Origin.Exchanges;

internal static class ExchangeStatus
{
    /// <summary>No status line was sent, on purpose.</summary>
    public const int None = 0;

    /// <summary>The client closed its connection before its answer; never sent. nginx's number for the same.</summary>
    public const int ClientLeft = 499;
}
