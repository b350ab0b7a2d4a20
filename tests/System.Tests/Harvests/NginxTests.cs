using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Harvests;

/// <summary>Somebody else's web server as an origin, told by environment variables only.</summary>
public sealed class NginxTests
{
    private static readonly (string Code, string Country, string SavedByName)[] Countries =
    [
        ("BA", "Bosnia/Herzegovina", "Bosnia_Herzegovina-BA.gif"), ("BR", "Brazil", "Brazil-BR.gif"),
        ("BS", "Bahamas, The", "Bahamas,_The-BS.gif"), ("CI", "Côte d'Ivoire", "Côte_d'Ivoire-CI.gif"),
        ("GW", "Guinea-Bissau", "Guinea-Bissau-GW.gif"), ("KP", "Korea, North", "Korea,_North-KP.gif"),
        ("KR", "Korea, South", "Korea,_South-KR.gif"), ("ST", "São Tomé and Príncipe", "São_Tomé_and_Príncipe-ST.gif"),
    ];

    [Fact]
    public async Task A_folder_behind_nginx_is_harvested_and_saved_byte_for_byte_under_safe_names()
    {
        var nginx = OptionalTool.Require("apt-get install nginx-light", "nginx");
        await using var stage = new Stage();
        foreach (var (code, country, _) in Countries)
            WriteCountry(stage.Directory, code, country);
        var address = Stage.FreeAddress();
        await StartNginx(stage, nginx, address);
        (string, string)[] origin =
        [
            ("Origins__book__FlagUrl", $"{address}flags/{{cc}}/{{cc}}.gif"),
            ("Origins__book__MetadataUrl", $"{address}flags/{{cc}}/metadata.json"),
            ("Origins__book__AllowPrivateAddresses", "true"),
            .. Countries.Select((country, index) => ($"Origins__book__Codes__{index}", country.Code)),
        ];

        var byCode = await stage.Run(["flags", "-s", "book", "-a"], origin);
        var byName = await stage.Run(["flags", "-s", "BOOK", "-a", "--by-name", "--dest", "by-name"], origin);
        var missing = await stage.Run(["flags", "-s", "book", "ZW"], origin);

        Assert.True(byCode.Status == 0, byCode.Everything);
        Assert.True(byName.Status == 0, byName.Everything);
        Assert.Contains($"BOOK site: {address}flags", byCode.Out);
        AssertSaved(stage.Directory, "downloads", Countries.Select(country => (country.Code, $"{Folder(country.Code)}.gif")));
        AssertSaved(stage.Directory, "by-name", Countries.Select(country => (country.Code, country.SavedByName)));
        Assert.True(missing.Status == 0, missing.Everything);
        Assert.Contains("1 not found.", missing.Out);
    }

    private static string Folder(string code) => code.ToLowerInvariant();

    private static void WriteCountry(string directory, string code, string country)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, "flags", Folder(code))).FullName;
        File.WriteAllBytes(Path.Combine(folder, $"{Folder(code)}.gif"), Gif(code));
        var metadata = new JsonObject { ["country"] = country, ["iso_cc"] = code, ["tld_cc"] = $".{Folder(code)}", ["gec_cc"] = code };
        File.WriteAllText(Path.Combine(folder, "metadata.json"), metadata.ToJsonString(new JsonSerializerOptions()));
    }

    // One pixel of a colour of its own (GIF89a: header, screen of 1 x 1, two colours, image, trailer).
    private static byte[] Gif(string code) =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, (byte)code[0], (byte)code[1], 0x7F, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B,
    ];

    private static async Task StartNginx(Stage stage, string nginx, Uri address)
    {
        var root = stage.Directory;
        // Everything that it would otherwise write under /var goes into the stage, and one process is enough.
        await File.WriteAllTextAsync(Path.Combine(root, "nginx.conf"), $$"""
            daemon off; master_process off; pid {{root}}/nginx.pid; error_log stderr warn;
            events { worker_connections 64; }
            http {
              access_log off; types { image/gif gif; application/json json; }
              client_body_temp_path {{root}}/t1; proxy_temp_path {{root}}/t2; fastcgi_temp_path {{root}}/t3;
              uwsgi_temp_path {{root}}/t4; scgi_temp_path {{root}}/t5;
              server { listen {{address.Authority}}; root {{root}}; location /flags/ { } location = /ready { return 204; } }
            }
            """, TestContext.Current.CancellationToken);
        var process = stage.Start("nginx", [nginx, "-e", "stderr", "-p", root, "-c", Path.Combine(root, "nginx.conf")]);
        await Stage.Ready(process, new Uri(address, "/ready"));
    }

    private static void AssertSaved(string directory, string folder, IEnumerable<(string Code, string Name)> expected)
    {
        var saved = Directory.GetFiles(Path.Combine(directory, folder)).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Assert.Equal(expected.Select(file => file.Name).Order(StringComparer.Ordinal), saved.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.Equal(Gif(file.Code), saved[file.Name]));
    }
}
