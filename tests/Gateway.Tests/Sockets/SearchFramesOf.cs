using System.Text.Json;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>What the tests of searches send and look for.</summary>
internal static class SearchFramesOf
{
    public static string Search(string query, string more = "", string id = "s1") =>
        $"{{\"type\":\"search\",\"id\":\"{id}\",\"q\":\"{query}\"{(more.Length > 0 ? "," : "")}{more}}}";

    public static string More(int rows, string id = "s1") => $"{{\"type\":\"more\",\"id\":\"{id}\",\"n\":{rows}}}";

    public static string[] Names(this JsonElement rows) =>
        [.. rows.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    /// <summary>The next frame, which must be rows: from a position, so many, of so many in all.</summary>
    public static async Task<JsonElement> Rows(this TestSocket socket, int from, int count, int total, string id = "s1")
    {
        var rows = await socket.Receive("rows");
        Assert.Equal(id, rows.GetProperty("id").GetString());
        Assert.Equal((from, count, total), (rows.GetProperty("from").GetInt32(), rows.Names().Length, rows.GetProperty("total").GetInt32()));
        return rows;
    }

    /// <summary>Nothing else comes before the answer to a ping, which is sent ahead of everything.</summary>
    public static async Task IsQuiet(this TestSocket socket)
    {
        await socket.Send("""{"type":"ping"}""");
        await socket.Receive("pong");
    }
}
