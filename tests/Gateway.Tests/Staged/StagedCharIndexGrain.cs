using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Actors.Grains.Chars;
using Orleans.Concurrency;

namespace Actors.Gateway.Tests.Staged;

/// <summary>Answers as the index does, from <see cref="StagedChars"/>.</summary>
[Reentrant]
internal sealed class StagedCharIndexGrain : Grain, ICharIndexGrain
{
    public async Task<ImmutableArray<CharOutcome>> Find(ImmutableArray<CharRequest> requests) =>
        [.. await Task.WhenAll(requests.Select(Outcome))];

    public async Task<CharDocument> Describe(string code)
    {
        await Stage(code);
        var hex = code.StartsWith("U+", StringComparison.Ordinal) ? code[2..] : code;
        if (!int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw new CharQueryException("invalid_code", "code", $"'{code}' is no code point.");
        if (value > 0x10FFFF)
            throw new CharQueryException("code_out_of_range", "code", "The last code point is U+10FFFF.");
        return new CharDocument(StagedChars.Version, Encoding.UTF8.GetBytes($$"""{"code":"U+{{value:X4}}"}"""));
    }

    public async Task<CharDocument> Facets(CharRequest request)
    {
        await Stage($"facets {request.Query}");
        Check(request);
        return new CharDocument(StagedChars.VersionFor(request.Query), Encoding.UTF8.GetBytes(
            $$"""{"total":{{StagedChars.Find(request.Query).Count}},"block":[],"category":[],"script":[],"age":[]}"""));
    }

    private static async Task<CharOutcome> Outcome(CharRequest request)
    {
        try
        {
            return new CharOutcome(await Find(request), null);
        }
        catch (CharQueryException refusal)
        {
            return new CharOutcome(null, refusal);
        }
    }

    private static async Task<CharPage> Find(CharRequest request)
    {
        await Stage(request.Query);
        Check(request);
        var version = StagedChars.VersionFor(request.Query);
        var found = StagedChars.Find(request.Query);
        var from = request.After is { } cursor ? Resume(cursor, version, request.Query) : Math.Min(request.Start ?? 0, found.Count);
        var stop = Math.Min(request.Stop ?? found.Count, found.Count);
        var rows = found.Skip(from).Take(Math.Min(request.Limit, Math.Max(0, stop - from))).ToArray();
        var next = from + rows.Length;
        var mode = request.Mode ?? "words";
        return new CharPage(
            mode, request.Sort ?? (mode == "smart" ? "relevance" : "cp"), request.Unicode is "14" or "14.0" ? "14.0" : version.Unicode, version,
            found.Count, from, rows.Length,
            Encoding.UTF8.GetBytes(string.Join(
                request.Format == CharFormat.Json ? "," : "", rows.Select(row => StagedChars.RowOf(row, request.Format)))),
            Status(request.Query, found.Count),
            mode == "smart" ? """{"prefix":"sta","aliases":false,"keywords":[],"corrected":[]}"""u8.ToArray() : null,
            next < stop && rows.Length > 0 ? StagedChars.Cursor(version, request.Query, next) : null);
    }

    /// <summary>Counts the call and plays what a word of it asks for.</summary>
    private static Task Stage(string query)
    {
        StagedChars.Calls.AddOrUpdate(query, 1, (_, calls) => calls + 1);
        foreach (var word in StagedChars.Words(query))
        {
            if (word == "hang")
                return StagedChars.Hang(query);
            if (word.Split(':') is ["fail", var code, .. var rest])
                throw new CharQueryException(
                    code, "q", $"Staged as {code}.", rest is [var position] ? int.Parse(position, CultureInfo.InvariantCulture) : null);
        }

        return Task.CompletedTask;
    }

    private static void Check(CharRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Query) && request.Format == CharFormat.Json)
            throw new CharQueryException("empty_query", "q", "Enter words describing characters.");
        if (request.Mode is not (null or "seed" or "words" or "smart"))
            throw new CharQueryException("unknown_mode", "mode", $"There is no mode '{request.Mode}': seed, words, smart.");
        if (request.Sort is not (null or "cp" or "relevance"))
            throw new CharQueryException("unknown_sort", "sort", $"There is no order '{request.Sort}': cp, relevance.");
        if (request.Unicode is not (null or "14" or "14.0" or "18" or "18.0"))
            throw new CharQueryException("unknown_unicode", "unicode", $"There is no version '{request.Unicode}': 14.0, 18.0.");
        if (request.Limit is < 1 or > CharRequest.MaxLimit)
            throw new CharQueryException("invalid_limit", "limit", $"A page has 1 to {CharRequest.MaxLimit} rows.");
        if (request is { After: not null } and ({ Start: not null } or { Stop: not null }))
            throw new CharQueryException("invalid_range", "start", "'after' goes on by itself, without 'start' and 'stop'.");
    }

    private static int Resume(string cursor, DataVersion version, string query)
    {
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(Convert.FromHexString(cursor)).Split('|', 3);
        }
        catch (FormatException)
        {
            parts = [];
        }

        if (parts.Length != 3)
            throw new CharQueryException("invalid_cursor", "after", "'after' is not a cursor that a page here gave.");
        if (parts[2] != query)
            throw new CharQueryException("cursor_mismatch", "after", "The cursor belongs to another query.");
        return parts[0] == version.Full
            ? int.Parse(parts[1], CultureInfo.InvariantCulture)
            : throw new CharQueryException("cursor_expired", "after", "The data was replaced; start again.");
    }

    private static string Status(string query, int total) => total switch
    {
        0 => $"No match for '{query.Trim()}'",
        1 => $"1 match for '{query.Trim()}'",
        _ => $"{total} matches for '{query.Trim()}'",
    };
}
