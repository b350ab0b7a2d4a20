namespace Actors.Grains.Countries;

/// <summary>One body as it is kept, with what is needed to ask about it again (RFC 9110 §13) and to know its age (RFC 9111).</summary>
[GenerateSerializer, Immutable, Alias("actors.stored-part")]
internal sealed record StoredPart
{
    [Id(0)] public required byte[] Body { get; init; }

    [Id(1)] public required string MediaType { get; init; }

    [Id(2)] public required string Sha256 { get; init; }

    [Id(3)] public string? ETag { get; init; }

    [Id(4)] public DateTimeOffset? LastModified { get; init; }

    [Id(5)] public required DateTimeOffset FetchedAt { get; init; }

    [Id(6)] public required DateTimeOffset FreshUntil { get; init; }
}
