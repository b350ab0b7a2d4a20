namespace Actors.Client.Harvests;

/// <summary>Values of <see cref="CountryStatus.State"/>. A newer node may send others, which are not final.</summary>
public static class CountryStates
{
    public const string Pending = "pending";
    public const string Fetching = "fetching";
    public const string Ok = "ok";
    public const string NotFound = "notFound";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
