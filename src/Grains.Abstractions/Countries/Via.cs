namespace Actors.Grains.Countries;

/// <summary>How an outcome came about.</summary>
[GenerateSerializer, Alias("actors.via")]
public enum Via
{
    /// <summary>Fresh in the store; no request was sent.</summary>
    Store,

    /// <summary>Every exchange was answered 304.</summary>
    Revalidated,

    /// <summary>At least one body came from the origin.</summary>
    Origin,
}
