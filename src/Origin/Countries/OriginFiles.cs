using System.Collections.Frozen;
using System.Text.Json;
using Actors.Origin.Feeds;

namespace Actors.Origin.Countries;

/// <summary>
/// Everything the origin serves, by path: <c>/flags/{cc}/{cc}.svg</c> and <c>/flags/{cc}/metadata.json</c>, lower case, for the
/// 249 countries of ISO 3166-1 and no other code; <c>/feeds/sample.json</c> and <c>/feeds/large.json</c>. In memory, so that the
/// origin never is what a harvest waits for; feeds are made when somebody asks for them first.
/// </summary>
internal sealed class OriginFiles
{
    public const string Svg = "image/svg+xml";
    public const string Json = "application/json";

    private readonly FrozenDictionary<string, OriginFile> _files;
    private readonly FrozenDictionary<string, OriginFile> _images;
    private readonly Lazy<OriginFile> _sample = new(() => new OriginFile(ConferenceFeed.Small(), Json));
    private readonly Lazy<OriginFile> _large = new(() => new OriginFile(ConferenceFeed.Large(), Json));

    public OriginFiles()
    {
        Dictionary<string, OriginFile> files = [];
        Dictionary<string, OriginFile> images = [];
        foreach (var (facts, flag) in CountryData.Read())
        {
            var code = facts.Code.ToLowerInvariant();
            var folder = $"/flags/{code}/";
            images.Add($"{folder}{code}.png", new OriginFile(Png.Of(facts.Code), Png.MediaType));
            files.Add($"{folder}{code}.svg", new OriginFile(flag, Svg));
            files.Add($"{folder}metadata.json", new OriginFile(
                JsonSerializer.SerializeToUtf8Bytes(facts, OriginJson.Readable.Country), Json));
        }

        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
        _images = images.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Paths => _files.Keys;

    public OriginFile? Find(string path) => path switch
    {
        "/feeds/sample.json" => _sample.Value,
        "/feeds/large.json" => _large.Value,
        _ => _files.GetValueOrDefault(path),
    };

    /// <summary>Also <c>/flags/{cc}/{cc}.png</c>, which only the faults need.</summary>
    public OriginFile? FindAny(string path) => Find(path) ?? _images.GetValueOrDefault(path);
}
