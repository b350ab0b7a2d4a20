namespace Actors.Grains.Countries;

/// <summary>Where one country of a harvest stands. The last four are final.</summary>
[GenerateSerializer, Alias("actors.country-state")]
public enum CountryState
{
    /// <summary>No permit yet; after a restart, whatever is not final.</summary>
    Pending,

    /// <summary>From its first permit until it is final, back-off included.</summary>
    Fetching,

    /// <summary>Everything asked for is stored.</summary>
    Ok,

    /// <summary>The origin said 404 or 410 on an exchange; nothing was stored.</summary>
    NotFound,

    /// <summary>An exchange failed for good; what was stored before is untouched.</summary>
    Failed,

    /// <summary>The harvest was cancelled before the country was final.</summary>
    Cancelled,
}
