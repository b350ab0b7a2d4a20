namespace Actors.Grains.Countries;

/// <summary>When the origin is asked about something that is stored.</summary>
[GenerateSerializer, Alias("actors.refresh")]
public enum Refresh
{
    /// <summary>Answer from the store while fresh, revalidate when not.</summary>
    Stale,

    /// <summary>Always send a conditional request.</summary>
    Always,
}
