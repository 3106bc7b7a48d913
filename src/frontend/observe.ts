import type { FileSystemHost } from "ts-morph";
import { Observations } from "../observations.ts";

/** Notes from now on what a host of ts-morph is asked, and what it answers. */
export function observe(host: FileSystemHost): Observations {
  const observations = new Observations();
  const readFileSync = host.readFileSync.bind(host);
  const fileExistsSync = host.fileExistsSync.bind(host);
  const directoryExistsSync = host.directoryExistsSync.bind(host);
  const realpathSync = host.realpathSync.bind(host);
  host.readFileSync = (path, encoding) => {
    try {
      const text = readFileSync(path, encoding);
      observations.text(path, text);
      return text;
    } catch (error) {
      observations.text(path, undefined);
      throw error;
    }
  };
  host.fileExistsSync = (path) => {
    const answer = fileExistsSync(path);
    observations.answered("isFile", path, answer);
    return answer;
  };
  host.directoryExistsSync = (path) => {
    const answer = directoryExistsSync(path);
    observations.answered("isFolder", path, answer);
    return answer;
  };
  host.realpathSync = (path) => {
    try {
      const answer = realpathSync(path);
      observations.answered("realPath", path, answer);
      return answer;
    } catch (error) {
      observations.answered("realPath", path, null);
      throw error;
    }
  };
  return observations;
}
