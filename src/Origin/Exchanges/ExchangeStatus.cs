namespace Actors.Origin.Exchanges;

internal static class ExchangeStatus
{
    /// <summary>The client closed its connection before its answer; never sent. nginx's number for the same.</summary>
    public const int ClientLeft = 499;
}
