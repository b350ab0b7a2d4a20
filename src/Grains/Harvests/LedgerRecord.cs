namespace Actors.Grains.Harvests;

/// <summary>Kept harvests, oldest first.</summary>
[GenerateSerializer, Alias("actors.ledger-record")]
internal sealed class LedgerRecord
{
    [Id(0)] public List<LedgerEntry> Entries { get; set; } = [];

    /// <summary>The last number given.</summary>
    [Id(1)] public long Last { get; set; }
}

/// <summary>A harvest in the ledger; it runs until <paramref name="FinishedAt"/> is set.</summary>
/// <param name="Number">Grows with every entry: a page's place, which outlives the entry that stood there.</param>
[GenerateSerializer, Immutable, Alias("actors.ledger-entry")]
internal sealed record LedgerEntry(
    [property: Id(0)] string Harvest,
    [property: Id(1)] DateTimeOffset StartedAt,
    [property: Id(2)] DateTimeOffset? FinishedAt,
    [property: Id(3)] long Number);
