using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Actors.Origin.Countries;

/// <summary>The zip that the build packed (Data.targets): flags and facts of the 249 countries of ISO 3166-1.</summary>
internal static class CountryData
{
    /// <summary>Reads everything once; some 10 milliseconds.</summary>
    public static IReadOnlyList<(Country Facts, byte[] Flag)> Read()
    {
        using var resource = typeof(CountryData).Assembly.GetManifestResourceStream("data.zip")
            ?? throw new InvalidOperationException("This build has no embedded country data: data.zip is missing.");
        using var zip = new ZipArchive(resource, ZipArchiveMode.Read);
        using var codes = Parse(zip, "country.json");
        using var names = Parse(zip, "countries.min.json");
        using var territories = Parse(zip, "territoryInfo.json");
        using var mappings = Parse(zip, "codeMappings.json");

        var territoryInfo = territories.RootElement.GetProperty("supplemental").GetProperty("territoryInfo");
        var codeMappings = mappings.RootElement.GetProperty("supplemental").GetProperty("codeMappings");
        List<(Country, byte[])> countries = [];
        // flag-icons says which of its flags stand for a country of ISO 3166-1; the other packages also know XK, AC and TA.
        foreach (var entry in codes.RootElement.EnumerateArray().Where(entry => entry.GetProperty("iso").GetBoolean()))
        {
            var lower = entry.GetProperty("code").GetString()!;
            var code = lower.ToUpperInvariant();
            var facts = Describe(code, names.RootElement.GetProperty(code), Member(territoryInfo, code), Member(codeMappings, code));
            countries.Add((facts, Bytes(zip, $"flags/{lower}.svg")));
        }

        return countries;
    }

    private static Country Describe(string code, JsonElement names, JsonElement territory, JsonElement mapping) => new(
        Text(names, "name") ?? throw new InvalidDataException($"The country data names no country for {code}."),
        code,
        Text(mapping, "_alpha3"),
        Text(mapping, "_numeric"),
        Text(names, "capital"),
        Text(names, "continent"),
        Texts(names, "currency"),
        Texts(names, "languages"),
        Text(territory, "_population") is { } population ? long.Parse(population, CultureInfo.InvariantCulture) : null);

    private static JsonElement Member(JsonElement parent, string name) => parent.TryGetProperty(name, out var member) ? member : default;

    /// <summary>An empty string is how the data says that it does not know.</summary>
    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string[] Texts(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    private static JsonDocument Parse(ZipArchive zip, string name) => JsonDocument.Parse(Bytes(zip, name));

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException($"The embedded country data lacks {name}.");
        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        content.ReadExactly(bytes);
        return bytes;
    }
}
