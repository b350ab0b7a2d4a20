using System.Text;

namespace Actors.FrozenJson.Tests;

/// <summary>Documents as tests write them.</summary>
internal static class Documents
{
    public static FrozenNode Parse(string json) => FrozenDocument.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>A small conference, with the quirks of large ones.</summary>
    public static FrozenNode Conference { get; } = Parse(
        """
        { "Schedule": {
            "conferences": [ { "serial": 115 } ],
            "events": [
              { "serial": 34505, "name": "Why Schools Don't Use Open Source", "speakers": [157509], "venue_serial": 1462, "2be": true, "class": "Keynote" },
              { "serial": "slot_15176", "name": "Lunch &amp; talk", "event": null, "price": 12.50, "a-b": 1, "a.b": 2 } ],
            "speakers": [ { "serial": 149868, "name": "Faisal" }, { "serial": 141590, "name": "Carina" } ],
            "venues": [] },
          "Keys": "not those of the class", "Count": 7, "Path": null, "GetType": "a name like any other" }
        """);
}
