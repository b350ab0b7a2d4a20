using System.Collections.Immutable;
using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>Reads what a harvest should do: the body of <c>POST /v1/harvests</c> and the rest of a <c>start</c> frame.</summary>
internal static class StartHarvest
{
    private const int MaxLabel = 100;
    private const int MaxCountries = 1000;
    private static readonly long MaxDeadlineMs = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    /// <exception cref="ProblemException">A member is unknown, or its value has the wrong shape or range.</exception>
    public static HarvestRequest Parse(JsonFields fields)
    {
        var defaults = new HarvestRequest();
        var request = new HarvestRequest
        {
            Origin = fields.TakeString("origin", MaxLabel) ?? defaults.Origin,
            Countries = Countries(fields.Take("countries")),
            All = fields.TakeBool("all") ?? defaults.All,
            Every = fields.TakeBool("every") ?? defaults.Every,
            Limit = (int?)fields.TakeInteger("limit", 1, int.MaxValue),
            Concurrency = (int)(fields.TakeInteger("concurrency", 1, 1000) ?? defaults.Concurrency),
            Parts = PartsOf(fields.TakeString("parts", MaxLabel)),
            Refresh = RefreshOf(fields.TakeString("refresh", MaxLabel)),
            MaxAttempts = (int)(fields.TakeInteger("maxAttempts", 1, 10) ?? defaults.MaxAttempts),
            Deadline = fields.TakeInteger("deadlineMs", 1, MaxDeadlineMs) is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        };
        fields.RefuseRest();
        return request;
    }

    private static ImmutableArray<string> Countries(JsonElement? value)
    {
        if (value is not { } list)
            return [];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxCountries)
            throw Problem.Invalid("countries", $"'countries' must be an array of at most {MaxCountries} codes or letters.");
        return [.. list.EnumerateArray().Select(Country)];
    }

    private static string Country(JsonElement value, int index) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: 1 or 2 } code && code.All(char.IsAsciiLetter)
            ? code
            : throw Problem.Invalid($"countries[{index}]", $"'countries[{index}]' must be one or two ASCII letters.");

    private static Parts PartsOf(string? text) => text switch
    {
        null or "both" => Parts.Both,
        "flag" => Parts.Flag,
        "metadata" => Parts.Metadata,
        _ => throw Problem.Invalid("parts", "'parts' must be flag, metadata or both."),
    };

    private static Refresh RefreshOf(string? text) => text switch
    {
        null or "stale" => Refresh.Stale,
        "always" => Refresh.Always,
        _ => throw Problem.Invalid("refresh", "'refresh' must be stale or always."),
    };
}
