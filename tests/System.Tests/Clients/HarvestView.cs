using System.Text.Json;

namespace Actors.System.Tests.Clients;

/// <summary>
/// One harvest as a client knows it from what it was sent: a snapshot or nothing, then events. Fails at the first that
/// breaks a promise: a gap, a repeat, another epoch, a second outcome of a country.
/// </summary>
internal sealed class HarvestView
{
    private static readonly string[] Open = ["pending", "fetching"];

    private readonly Dictionary<string, JsonElement> _final = [];
    private string? _epoch;

    /// <summary>The last numbered event that it includes.</summary>
    public long Seq { get; private set; }

    /// <summary>Outcomes that came as events.</summary>
    public int Outcomes { get; private set; }

    public bool IsCompleted { get; private set; }

    public void Snapshot(JsonElement frame)
    {
        Assert.Null(_epoch);
        (_epoch, Seq) = (frame.GetProperty("epoch").GetString(), frame.GetProperty("seq").GetInt64());
        foreach (var country in frame.GetProperty("state").GetProperty("countries").EnumerateArray())
        {
            if (!Open.Contains(country.GetProperty("state").GetString()))
                _final.Add(country.GetProperty("code").GetString()!, country);
        }
    }

    public void Event(JsonElement frame)
    {
        _epoch ??= frame.GetProperty("epoch").GetString();
        Assert.Equal(_epoch, frame.GetProperty("epoch").GetString());
        var (seq, kind) = (frame.GetProperty("seq").GetInt64(), frame.GetProperty("kind").GetString());
        if (kind == "progress")
        {
            Assert.Equal(Seq, seq);
            return;
        }

        Assert.False(IsCompleted, $"Event {seq} came after the end.");
        Assert.Equal(Seq + 1, seq);
        Seq = seq;
        IsCompleted = kind == "completed";
        if (kind != "country")
            return;
        var country = frame.GetProperty("country");
        var code = country.GetProperty("code").GetString()!;
        Assert.True(_final.TryAdd(code, country), $"{code} came twice, again as event {seq}.");
        Outcomes++;
    }

    /// <summary>What was told is what the gateway has in the end.</summary>
    public void AssertIs(JsonElement harvest)
    {
        Assert.True(IsCompleted);
        Assert.Equal("completed", harvest.GetProperty("state").GetString());
        Assert.Equal((_epoch, Seq), (harvest.GetProperty("epoch").GetString(), harvest.GetProperty("seq").GetInt64()));
        var countries = harvest.GetProperty("countries").EnumerateArray().ToArray();
        Assert.Equal(countries.Length, _final.Count);
        Assert.All(countries, country => Assert.True(
            JsonElement.DeepEquals(country, _final[country.GetProperty("code").GetString()!]), $"Told otherwise: {country}"));
    }
}
