using System.Text;
using Actors.Gateway.Harvests;
using Actors.Gateway.Json;
using Actors.Grains.Countries;

namespace Actors.Gateway.Countries;

/// <summary>What is stored of a country. <paramref name="Metadata"/> is the origin's document, byte for byte.</summary>
internal sealed record CountryBody(
    string Code,
    string? Country,
    string Emoji,
    FlagBody? Flag,
    RawJson? Metadata,
    DateTimeOffset FetchedAt,
    DateTimeOffset FreshUntil,
    bool Stale)
{
    /// <summary>Distance from a capital letter to its regional indicator symbol (UTS #51, emoji flag sequences).</summary>
    private const int ToRegionalIndicator = 0x1F1E6 - 'A';

    public static CountryBody From(StoredCountry stored) => new(
        stored.Code, stored.Country, EmojiOf(stored.Code), FlagBody.From(stored.Flag),
        stored.Metadata is { } metadata ? new RawJson(metadata) : null, stored.FetchedAt, stored.FreshUntil, stored.Stale);

    private static string EmojiOf(string code)
    {
        var emoji = new StringBuilder(4);
        foreach (var letter in code)
            emoji.Append(new Rune(letter + ToRegionalIndicator));
        return emoji.ToString();
    }
}
